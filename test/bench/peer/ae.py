"""The official DCASE Task 2 baseline autoencoder in PyTorch, for `npm run bench -- ae-peer`.

Started as `ae.py FOLDER SEEDS EPOCHS THREADS`; FOLDER holds `train` and `test`, SEEDS is a comma-separated list.
Writes a JSON array: the AUC of both scores for each seed. Follows nttcslab/dcase2023_task2_baseline_ae (MIT):
features by librosa, 10 % of the windows left out of the training, Adam 0.001, batches of 256 in random order, the
covariance of the errors summed up over the batches after the last epoch, divided by the windows less one.
"""

import json
import os
import pathlib
import sys

os.environ.setdefault("OMP_WAIT_POLICY", "passive")

import librosa  # noqa: E402
import numpy as np  # noqa: E402
import torch  # noqa: E402
import torch.nn.functional as F  # noqa: E402
from sklearn.metrics import roc_auc_score  # noqa: E402
from sklearn.model_selection import train_test_split  # noqa: E402

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "fixtures" / "ml" / "networks"))
from networks import Autoencoder  # noqa: E402

FRAMES, MELS, BATCH = 5, 128, 256


def windows(path):
    """Windows of five log-mel frames, each moved on by one: [windows, 640]."""
    y, rate = librosa.load(path, sr=None, mono=True)
    mel = librosa.feature.melspectrogram(y=y, sr=rate, n_fft=1024, hop_length=512, n_mels=MELS, power=2.0)
    log = 10 * np.log10(np.maximum(mel, sys.float_info.epsilon))
    count = log.shape[1] - FRAMES + 1
    return torch.from_numpy(np.concatenate([log[:, t : t + count].T for t in range(FRAMES)], 1).astype(np.float32))


def train(x, epochs):
    network = Autoencoder(is_official=True)
    optimiser = torch.optim.Adam(network.parameters(), lr=1e-3)
    network.train()
    for _ in range(epochs):
        for batch in torch.randperm(len(x)).split(BATCH):
            if len(batch) < 2:
                continue
            optimiser.zero_grad()
            F.mse_loss(network(x[batch]), x[batch]).backward()
            optimiser.step()
    return network.eval()


def precision(network, x):
    total = torch.zeros(MELS, MELS)
    for batch in torch.randperm(len(x)).split(BATCH):
        rows = (x[batch] - network(x[batch])).reshape(-1, MELS)
        rows = rows - rows.mean(0)
        total += rows.T @ rows
    return torch.inverse(total / (len(x) - 1))


def scores(network, inverse, x):
    errors = network(x) - x
    # The mean over all pairs of rows, as the official script takes it.
    mean = errors.reshape(-1, MELS).double().mean(0)
    return errors.square().mean().item(), (mean @ inverse.double() @ mean).item()


def main():
    folder, seeds, epochs, threads = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    torch.set_num_threads(threads)
    x = torch.cat([windows(path) for path in sorted((folder / "train").iterdir())])
    tests = sorted((folder / "test").iterdir())
    test = [windows(path) for path in tests]
    is_anomalous = [path.name.startswith("anomaly_") for path in tests]
    results = []
    for seed in map(int, seeds.split(",")):
        torch.manual_seed(seed)
        own = x[train_test_split(np.arange(len(x)), test_size=0.1, random_state=seed)[0]]
        network = train(own, epochs)
        with torch.no_grad():
            inverse = precision(network, own)
            mse, mahalanobis = zip(*(scores(network, inverse, clip) for clip in test))
        areas = {"ae-mse": roc_auc_score(is_anomalous, mse), "ae-mahalanobis": roc_auc_score(is_anomalous, mahalanobis)}
        results.append({"seed": seed, **areas})
        print(results[-1], file=sys.stderr, flush=True)
    print(json.dumps(results))


main()
