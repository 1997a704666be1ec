"""Takes out of a TensorFlow wheel what the binding needs: two libraries, their licences and their C headers.

usage: unpack-wheel.py FOLDER_WITH_WHEEL FOLDER_FOR_LIBRARIES FOLDER_FOR_HEADERS
"""

import pathlib
import shutil
import sys
import zipfile

HEADERS = ("tensorflow/c/", "tensorflow/core/platform/", "tsl/", "xla/tsl/")
LIBRARIES = ("libtensorflow_cc.so.2", "libtensorflow_framework.so.2")
LICENCES = {"include/LICENSE": "LICENSE", "THIRD_PARTY_NOTICES.txt": "THIRD_PARTY_NOTICES.txt"}


def main() -> None:
    wheels, libraries, headers = (pathlib.Path(argument) for argument in sys.argv[1:4])
    (wheel,) = wheels.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.infolist():
            name = member.filename.removeprefix("tensorflow/")
            header = name.removeprefix("include/")
            if name in LIBRARIES:
                target = libraries / name
            elif name in LICENCES:
                target = libraries / LICENCES[name]
            elif name != header and header.startswith(HEADERS) and header.endswith(".h"):
                target = headers / header
            else:
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(member) as source, open(target, "wb") as sink:
                shutil.copyfileobj(source, sink, 1 << 20)


main()
