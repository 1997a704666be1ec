"""Takes out of a TensorFlow wheel what the binding needs: two libraries, their licences and their C headers.

usage: unpack-wheel.py FOLDER_WITH_WHEELS FOLDER_FOR_LIBRARIES FOLDER_FOR_HEADERS [FOLDER_FOR_NVIDIA]

With the fourth folder, NVIDIA's wheels beside TensorFlow's are unpacked there, as far as they are needed, after
they were checked against what TensorFlow's metadata asks for under the extra "and-cuda". Wheels are removed once
they are unpacked, so that the disk never holds all of it twice.
"""

import email
import pathlib
import re
import shutil
import sys
import zipfile

HEADERS = ("tensorflow/c/", "tensorflow/core/platform/", "tsl/", "xla/tsl/")
LIBRARIES = ("libtensorflow_cc.so.2", "libtensorflow_framework.so.2")
LICENCES = {"include/LICENSE": "LICENSE", "THIRD_PARTY_NOTICES.txt": "THIRD_PARTY_NOTICES.txt"}
# Libraries to link or load, the compiler of device code, and licences; not what only profilers or Fortran want.
NVIDIA_NEEDED = re.compile(r"^nvidia/[^/]+/(lib/[^/]+[.]so[.0-9]*|bin/ptxas|nvvm/libdevice/.*[.]bc)$")
NVIDIA_IDLE = re.compile(r"libnvblas|libcheckpoint|libnvperf|libpcsampling|libcufftw|libcusolverMg|[.]alt[.]so")
NVIDIA_LICENCE = re.compile(r"^(nvidia_[^/]+)-[^-/]+[.]dist-info/(licenses/)?License[.]txt$")


def write(archive: zipfile.ZipFile, member: str, target: pathlib.Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(member) as source, open(target, "wb") as sink:
        shutil.copyfileobj(source, sink, 1 << 20)


def unpack_tensorflow(wheel: pathlib.Path, libraries: pathlib.Path, headers: pathlib.Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.namelist():
            name = member.removeprefix("tensorflow/")
            header = name.removeprefix("include/")
            if name in LIBRARIES:
                write(archive, member, libraries / name)
            elif name in LICENCES:
                write(archive, member, libraries / LICENCES[name])
            elif name != header and header.startswith(HEADERS) and header.endswith(".h"):
                write(archive, member, headers / header)


def check_versions(wheel: pathlib.Path, others: "list[pathlib.Path]") -> None:
    """What TensorFlow asks for must be there, in a version that it takes."""
    from pip._vendor.packaging.requirements import Requirement

    with zipfile.ZipFile(wheel) as archive:
        (name,) = (member for member in archive.namelist() if member.endswith(".dist-info/METADATA"))
        metadata = email.message_from_bytes(archive.read(name))
    lines = [Requirement(line) for line in metadata.get_all("Requires-Dist", [])]
    asked = [line for line in lines if line.marker is not None and "and-cuda" in str(line.marker)]
    there = {other.name.split("-")[0].replace("_", "-"): other.name.split("-")[1] for other in others}
    wrong = [str(line) for line in asked if line.name not in there or there[line.name] not in line.specifier]
    if not asked or wrong:
        sys.exit(f"the NVIDIA libraries are not those that {wheel.name} asks for: {', '.join(wrong) or 'none named'}")


def unpack_nvidia(wheel: pathlib.Path, folder: pathlib.Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.namelist():
            licence = NVIDIA_LICENCE.match(member)
            if licence:
                write(archive, member, folder / "nvidia" / "licences" / f"{licence[1]}.txt")
            elif NVIDIA_NEEDED.match(member) and not NVIDIA_IDLE.search(member):
                write(archive, member, folder / member)
                if "/bin/" in member:
                    (folder / member).chmod(0o755)


def main() -> None:
    wheels, libraries, headers = (pathlib.Path(argument) for argument in sys.argv[1:4])
    others = sorted(wheels.glob("nvidia*.whl"))
    (tensorflow,) = wheels.glob("tensorflow*.whl")
    if len(sys.argv) > 4:
        check_versions(tensorflow, others)
    unpack_tensorflow(tensorflow, libraries, headers)
    tensorflow.unlink()
    for other in others:
        unpack_nvidia(other, pathlib.Path(sys.argv[4]))
        other.unlink()


main()
