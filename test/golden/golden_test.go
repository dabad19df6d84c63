package golden

import (
	"encoding/binary"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/cockroachdb/datadriven"

	"lakewire/test/lakeserver"
	"lakewire/test/pgserver"
)

func TestMain(m *testing.M) { os.Exit(lakeserver.Main(m)) }

func rewriting() bool { return flag.Lookup("rewrite").Value.String() == "true" }

// TestPostgreSQL replays every script on the real PostgreSQL: the recorded answers are what it says, today too.
func TestPostgreSQL(t *testing.T) {
	s := pgserver.Shared(t)
	scripts(t, s.Addr(), func(recorded, actual string, _ []string) (string, error) { return actual, nil })
}

// TestLakewire replays every script on lakewire: the answers are PostgreSQL's but for the deviations named in the scripts.
func TestLakewire(t *testing.T) {
	if rewriting() {
		t.Log("only PostgreSQL's answers are recorded")
		return
	}
	s := lakeserver.Shared(t)
	scripts(t, s.Addr(), func(recorded, actual string, deviations []string) (string, error) {
		want, err := deviate(recorded, deviations)
		if err == nil && want != actual {
			err = fmt.Errorf("lakewire answers otherwise than recorded (-) and than named:\n%s", difference(want, actual))
		}
		return recorded, err // an error is reported with its place, and the script goes on
	})
}

// TestEnough counts the exchanges, so that the suite cannot shrink unseen.
func TestEnough(t *testing.T) {
	n := 0
	for _, f := range files(t) {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		n += strings.Count("\n"+string(b), "\n----\n")
	}
	if t.Logf("%d exchanges", n); n < 120 {
		t.Fatalf("%d exchanges, at least 120 are promised", n)
	}
}

func files(t *testing.T) []string {
	all, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(all) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	return all
}

// judge sees PostgreSQL's recorded answer, the answer of now and the script's deviations, and returns what is to be
// compared with the record.
type judge func(recorded, actual string, deviations []string) (string, error)

func scripts(t *testing.T, addr string, j judge) {
	for _, f := range files(t) {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".txt"), func(t *testing.T) {
			r := &runner{addr: addr, conns: map[string]*conn{}}
			defer r.close()
			var wrong []string // reported at the end of the script: datadriven stops at the first failure
			datadriven.RunTest(t, f, func(t *testing.T, d *datadriven.TestData) string {
				messages, deviations := split(d.Input)
				out, err := r.run(t, d, messages)
				if err != nil {
					t.Fatalf("%s: %v", d.Pos, err)
				}
				actual := ""
				if len(out) > 0 {
					actual = strings.Join(out, "\n") + "\n"
				}
				got, err := j(d.Expected, actual, deviations)
				if err != nil {
					wrong = append(wrong, fmt.Sprintf("%s: %s\n%v", d.Pos, strings.Join(messages, "; "), err))
				}
				return got
			})
			for _, w := range wrong {
				t.Error(w)
			}
		})
	}
}

type runner struct {
	addr  string
	conns map[string]*conn
}

func (r *runner) close() {
	for _, c := range r.conns {
		_ = c.c.Close()
	}
}

func (r *runner) run(t *testing.T, d *datadriven.TestData, messages []string) ([]string, error) {
	on := "a"
	d.MaybeScanArgs(t, "on", &on)
	switch d.Cmd {
	case "connect":
		return r.connect(on, keyValues(strings.Join(messages, "\n")))
	case "startup":
		return r.startup(on, messages)
	}
	c := r.conns[on]
	if c == nil {
		return nil, fmt.Errorf("no connection %q", on)
	}
	switch d.Cmd {
	case "send":
		return nil, r.send(c, messages)
	case "until":
		return c.until(messages), nil
	case "ask":
		if err := r.send(c, messages); err != nil {
			return nil, err
		}
		return c.until([]string{"ReadyForQuery"}), nil
	case "disconnect":
		return nil, c.c.Close()
	}
	return nil, fmt.Errorf("unknown directive %q", d.Cmd)
}

// send writes all messages in one piece, as a pipelining client does.
func (r *runner) send(c *conn, messages []string) error {
	var all []byte
	for _, m := range messages {
		b, err := encode(m)
		if err != nil {
			return err
		}
		all = append(all, b...)
	}
	_ = c.write(all) // on a connection that the server has closed the next read says so
	return nil
}

// connect makes a connection; only what is not part of every start-up is printed.
func (r *runner) connect(on string, extra [][2]string) ([]string, error) {
	c, err := dial(r.addr, pgserver.Password)
	if err != nil {
		return nil, err
	}
	r.conns[on] = c
	var out []string
	for _, l := range c.startup(startupPacket(3<<16, append([][2]string{{"user", pgserver.User}, {"database", pgserver.Database}}, extra...))) {
		if !strings.HasPrefix(l, "ParameterStatus") && l != "BackendKeyData" {
			out = append(out, l)
		}
	}
	return out, nil
}

// startup plays a start-up whose first line says what is sent: Startup version=MAJOR.MINOR with key=value lines after it,
// SSLRequest, GSSENCRequest, CancelRequest on=NAME [key=wrong], or Raw.
func (r *runner) startup(on string, messages []string) ([]string, error) {
	c, err := dial(r.addr, pgserver.Password)
	if err != nil {
		return nil, err
	}
	r.conns[on] = c
	var out []string
	for len(messages) > 0 {
		name, rest, _ := strings.Cut(messages[0], " ")
		switch name {
		case "SSLRequest", "GSSENCRequest":
			code := map[string]uint32{"SSLRequest": 80877103, "GSSENCRequest": 80877104}[name]
			if err := c.write(binary.BigEndian.AppendUint32([]byte{0, 0, 0, 8}, code)); err != nil {
				return nil, err
			}
			b, err := c.r.ReadByte()
			if err != nil {
				return append(out, ending(err)), nil
			}
			out, messages = append(out, name+" "+string(b)), messages[1:]
		case "CancelRequest":
			return append(out, r.cancel(c, rest)...), nil
		case "Raw":
			b, err := hex.DecodeString(strings.ReplaceAll(rest, " ", ""))
			if err != nil {
				return nil, err
			}
			return append(out, c.startup(b)...), nil
		case "Startup":
			v := strings.TrimPrefix(rest, "version=")
			major, minor, _ := strings.Cut(v, ".")
			a, err1 := strconv.Atoi(major)
			b, err2 := strconv.Atoi(minor)
			if err1 != nil || err2 != nil {
				return nil, fmt.Errorf("version %q", v)
			}
			return append(out, c.startup(startupPacket(uint32(a)<<16|uint32(b), keyValues(strings.Join(messages[1:], "\n"))))...), nil
		default:
			return nil, fmt.Errorf("unknown start-up %q", messages[0])
		}
	}
	return out, nil
}

// cancel sends a CancelRequest for another connection, waits until the server has closed the socket, and prints what came.
func (r *runner) cancel(c *conn, rest string) []string {
	kv, _ := pairs(rest)
	time.Sleep(200 * time.Millisecond) // the statement to be cancelled must have begun
	victim := r.conns[kv["on"]]
	key := append([]byte(nil), victim.key...)
	if kv["key"] == "wrong" {
		key[0] ^= 0xff
	}
	b := binary.BigEndian.AppendUint32(nil, uint32(12+len(key)))
	b = binary.BigEndian.AppendUint32(b, 80877102)
	b = append(binary.BigEndian.AppendUint32(b, victim.pid), key...)
	if err := c.write(b); err != nil {
		return []string{ending(err)}
	}
	return c.until([]string{"ReadyForQuery"})
}
