package provider

import (
	"math"
	"os"
	"syscall"
	"unsafe"
)

const lockfileExclusive = 2 // LOCKFILE_EXCLUSIVE_LOCK

var procLockFileEx = syscall.NewLazyDLL("kernel32.dll").NewProc("LockFileEx")

// lockFile waits until no other open file has the lock. Closing the file gives it up. What
// is locked is a byte far behind the end, since Windows keeps others from reading it.
func lockFile(file *os.File) error {
	at := syscall.Overlapped{Offset: math.MaxUint32, OffsetHigh: math.MaxInt32}
	done, _, err := procLockFileEx.Call(file.Fd(), lockfileExclusive, 0, 1, 0, uintptr(unsafe.Pointer(&at)))
	if done == 0 {
		return os.NewSyscallError("LockFileEx", err)
	}
	return nil
}

// syncDirectory has nothing to do: Windows writes names itself.
func syncDirectory(string) error { return nil }
