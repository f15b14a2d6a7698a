package provider

import (
	"math"
	"os"

	"golang.org/x/sys/windows"
)

// lockFile waits until no other open file has the lock. Closing the file gives it up. What
// is locked is a byte far behind the end, since Windows keeps others from reading it.
func lockFile(file *os.File) error {
	at := windows.Overlapped{Offset: math.MaxUint32, OffsetHigh: math.MaxInt32}
	err := windows.LockFileEx(windows.Handle(file.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK, 0, 1, 0, &at)
	return os.NewSyscallError("LockFileEx", err)
}

// syncDirectory has nothing to do: Windows writes names itself.
func syncDirectory(string) error { return nil }
