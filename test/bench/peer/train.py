"""The same training and scoring steps in PyTorch: one JSON line a request, for `npm run bench -- train`.

Started as `train.py WORKLOAD BATCH MODE THREADS`; each line read from standard input is a count of steps, and each
line written is {"cpuMs", "wallMs", "peakMb"} a step for the better of default and channels-last layout.
"""

import json
import os
import pathlib
import resource
import sys
import time

os.environ.setdefault("OMP_WAIT_POLICY", "passive")

import torch  # noqa: E402
import torch.nn.functional as F  # noqa: E402

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "fixtures" / "ml" / "networks"))
from networks import Autoencoder, DualBranch, MemoryAutoencoder, TwoHeads  # noqa: E402

JOINT, MACHINES, SUB_CLUSTERS = 67, 7, 16


def one_hot(batch, classes):
    return F.one_hot(torch.arange(batch) * 7 % classes, classes).float()


def build(workload, batch):
    torch.manual_seed(0)
    if workload == "ae":
        network = Autoencoder()
        x = torch.randn(batch, 640)
        return [network], lambda: F.mse_loss(network(x), x), lambda: network(x)
    if workload == "memcae":
        network = MemoryAutoencoder(2000, 128)
        x = torch.randn(batch, 1248, 256).abs()
        return [network], lambda: F.mse_loss(network(x), x), lambda: network(x)
    if workload == "dual-branch":
        network, heads = DualBranch(), TwoHeads(JOINT, MACHINES, SUB_CLUSTERS, 256)
        inputs = torch.randn(batch, 311, 500), torch.randn(batch, 80_000).abs()
        labels = one_hot(batch, JOINT), one_hot(batch, MACHINES)
        return [network, heads], lambda: heads(network(*inputs), *labels), lambda: network(*inputs)
    if workload == "log-mel":
        return [], None, log_mel(batch)
    if workload == "log-mel-librosa":
        return [], None, log_mel_by_librosa(batch)
    sys.exit(f"No workload {workload}")


def log_mel(batch):
    import librosa

    weights = torch.from_numpy(librosa.filters.mel(sr=16_000, n_fft=1024, n_mels=128)).float()
    window = torch.hann_window(1024)
    x = torch.randn(batch, 160_000)

    def work():
        spectrum = torch.stft(x, 1024, 512, window=window, center=True, pad_mode="constant", return_complex=True)
        return 10 * torch.log10(torch.clamp(weights @ spectrum.abs().square(), min=sys.float_info.epsilon))

    return work


def log_mel_by_librosa(batch):
    import librosa

    x = torch.randn(batch, 160_000).numpy()

    def work():
        mel = librosa.feature.melspectrogram(y=x, sr=16_000, n_fft=1024, hop_length=512, n_mels=128, pad_mode="constant")
        return librosa.power_to_db(mel, amin=sys.float_info.epsilon, top_db=None)

    return work


class Case:
    """One layout of one workload."""

    def __init__(self, workload, batch, mode, is_channels_last):
        self.modules, loss, work = build(workload, batch)
        for module in self.modules:
            if is_channels_last:
                module.to(memory_format=torch.channels_last)
            module.train(mode == "train")
        if mode == "train":
            parameters = [p for module in self.modules for p in module.parameters()]
            self.optimiser = torch.optim.Adam(parameters, lr=1e-3)
        self.step = (lambda: self.train(loss)) if mode == "train" else (lambda: self.score(work))

    def train(self, loss):
        self.optimiser.zero_grad(set_to_none=True)
        value = loss()
        value.backward()
        self.optimiser.step()
        return value.item()

    def score(self, work):
        with torch.inference_mode():
            return work().sum().item()

    def measure(self, steps):
        cpu, wall = time.process_time(), time.perf_counter()
        for _ in range(steps):
            self.step()
        return (time.process_time() - cpu) / steps * 1e3, (time.perf_counter() - wall) / steps * 1e3


def main():
    workload, batch, mode, threads, layout = sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4]), sys.argv[5]
    torch.set_num_threads(threads)
    case = Case(workload, batch, mode, layout == "channels-last")
    case.measure(2)
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        cpu, wall = case.measure(int(line))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"cpuMs": cpu, "wallMs": wall, "peakMb": peak}), flush=True)


main()
