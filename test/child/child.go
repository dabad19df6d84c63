// Package child starts server processes for tests and makes sure that none outlives the test binary. It must not know
// which server it runs.
package child

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"sync"
	"syscall"
	"time"
)

// Process is a running child with its output kept.
type Process struct {
	Cmd  *exec.Cmd
	log  *Log
	done chan struct{}
	err  error
}

// Start runs cmd. The child is bound to an OS thread that lives as long as the child does: the kernel's parent-death
// signal looks at the thread, not the process, so without that a test binary that panics would leave its servers behind.
func Start(cmd *exec.Cmd, onLine func(string)) (*Process, error) {
	p := &Process{Cmd: cmd, log: &Log{onLine: onLine}, done: make(chan struct{})}
	cmd.Stdout, cmd.Stderr = p.log, p.log
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Pdeathsig = syscall.SIGKILL
	started := make(chan error, 1)
	go func() {
		runtime.LockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			p.err = cmd.Wait()
			close(p.done)
		}
	}()
	if err := <-started; err != nil {
		return nil, fmt.Errorf("start %s: %w", cmd.Path, err)
	}
	return p, nil
}

// PID is the process id of the child.
func (p *Process) PID() int { return p.Cmd.Process.Pid }

// Done is closed when the child has ended.
func (p *Process) Done() <-chan struct{} { return p.done }

// Err is how the child ended; valid once Done is closed.
func (p *Process) Err() error { return p.err }

// Output is everything the child has printed so far.
func (p *Process) Output() string { return p.log.String() }

// Signal sends sig to the child; a child that has ended is no error.
func (p *Process) Signal(sig os.Signal) { _ = p.Cmd.Process.Signal(sig) }

// Stop sends sig and waits; after the patience is over the child is killed and that is reported.
func (p *Process) Stop(sig os.Signal, patience time.Duration) error {
	p.Signal(sig)
	select {
	case <-p.done:
		return nil
	case <-time.After(patience):
		p.Signal(os.Kill)
		<-p.done
		return fmt.Errorf("process %d did not end %s after %v", p.PID(), patience, sig)
	}
}

// Log keeps a child's output and hands on its lines.
type Log struct {
	mu     sync.Mutex
	all    bytes.Buffer
	rest   []byte
	onLine func(string)
}

// Write takes output from the child's pipe.
func (l *Log) Write(b []byte) (int, error) {
	l.mu.Lock()
	l.all.Write(b)
	var lines []string
	if l.onLine != nil {
		l.rest = append(l.rest, b...)
		for {
			i := bytes.IndexByte(l.rest, '\n')
			if i < 0 {
				break
			}
			lines = append(lines, string(l.rest[:i]))
			l.rest = l.rest[i+1:]
		}
	}
	l.mu.Unlock()
	for _, s := range lines {
		l.onLine(s)
	}
	return len(b), nil
}

// String is everything written so far.
func (l *Log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.all.String()
}
