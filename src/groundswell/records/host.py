"""What the operating system gives or lacks: a lock on a file, the kind of a file system, free space. Asked only here."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import ctypes
    import msvcrt
else:
    import fcntl
    import resource

_NETWORK_NAMES = """
nfs nfs3 nfs4 cifs smb smb2 smb3 smbfs afpfs webdav davfs davfs2 afs ncpfs 9p ceph glusterfs lustre beegfs gpfs ocfs2 gfs2
fuse.sshfs fuse.rclone fuse.glusterfs fuse.ceph fuse.s3fs fuse.davfs2 fuse.gvfsd-fuse fuse.smbnetfs fuse.curlftpfs
"""
NETWORK = frozenset(_NETWORK_NAMES.split())
"""File systems where locks and shared memory cannot be relied on between machines."""
_LOCK_BYTE = 1 << 30
_REMOTE_DRIVE = 4


def lock(file: IO[bytes]) -> bool:
    """Take the lock on an open file; False when another process holds it. It goes with the process, however that ends."""
    try:
        if sys.platform == "win32":
            file.seek(_LOCK_BYTE)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def network_file_system(folder: Path) -> str | None:
    """The name of the network file system that holds a folder (which exists), or None where it is a disk of this machine."""
    if sys.platform == "win32":
        anchor = folder.absolute().anchor
        remote = anchor.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(anchor) == _REMOTE_DRIVE
        return "network drive" if remote else None
    mounts = _linux_mounts() if sys.platform == "linux" else _listed_mounts()
    kind = _kind_of(folder.resolve(), mounts)
    return kind if kind in NETWORK else None


def _kind_of(folder: Path, mounts: list[tuple[str, str]]) -> str:
    """The kind of the mount that a folder lies on: the longest mount point above it, the newest of equals."""
    found, kind = "", ""
    for point, name in mounts:
        inside = folder == Path(point) or Path(point) in folder.parents
        if inside and len(point) >= len(found):
            found, kind = point, name
    # a container's own root may come over 9p: that is this machine
    return "" if kind == "9p" and found == "/" else kind


def _linux_mounts() -> list[tuple[str, str]]:
    try:
        lines = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return []
    mounts = []
    for line in lines:
        left, _, right = line.partition(" - ")
        point = left.split(" ")[4].encode("utf-8", "surrogateescape").decode("unicode_escape", "replace")
        mounts.append((point, right.split(" ")[0]))
    return mounts


def _listed_mounts() -> list[tuple[str, str]]:
    """As ``mount`` prints them on macOS: ``//host/share on /Volumes/share (smbfs, nodev …)``."""
    try:
        printed = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return []
    mounts = []
    for line in printed.splitlines():
        _, _, rest = line.partition(" on ")
        point, _, options = rest.rpartition(" (")
        mounts.append((point, options.split(",")[0].strip(" )")))
    return mounts


def free_bytes(folder: Path) -> int:
    """Room left on the disk that holds a folder."""
    return shutil.disk_usage(folder).free


def is_running(pid: int) -> bool:
    """Whether a process of that number exists; used only to word who holds a lock."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def most_open_files() -> int | None:
    """How many files and connections this process may have open; None where the system does not say."""
    return None if sys.platform == "win32" else resource.getrlimit(resource.RLIMIT_NOFILE)[0]


def memory_bytes() -> int | None:
    """The memory that this process holds now; where only the most it ever held is known, that; None where nothing is."""
    if sys.platform == "win32":
        return None
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()
    except (OSError, ValueError, IndexError):
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else most * 1024
