package wire

import (
	"bytes"
	"encoding/binary"
	"strings"

	"lakewire/internal/guc"
	"lakewire/internal/pgerr"
)

// Codes that stand where a start-up packet has its protocol version.
const (
	codeCancel = 80877102
	codeSSL    = 80877103
	codeGSS    = 80877104
)

// maxStartup bounds the start-up packet and every message before authentication, as PostgreSQL does.
const maxStartup = 10000

// parseStartup reads the body of a start-up packet, the version included.
func parseStartup(body []byte) (*Startup, error) {
	version := binary.BigEndian.Uint32(body)
	major, minor := version>>16, version&0xffff
	if major != 3 {
		return nil, pgerr.Newf(pgerr.FeatureNotSupported,
			"unsupported frontend protocol %d.%d: server supports 3.0 to 3.0", major, minor)
	}
	s := &Startup{Minor: int(minor), Params: make(map[string]string)}
	rest := body[4:]
	for {
		name, after, ok := cString(rest)
		if !ok {
			return nil, badLayout()
		}
		rest = after
		if name == "" {
			break
		}
		value, after, ok := cString(rest)
		if !ok {
			return nil, badLayout()
		}
		rest = after
		if err := checkText(name, value); err != nil {
			return nil, err
		}
		if strings.HasPrefix(name, "_pq_.") {
			s.Unknown = append(s.Unknown, name)
			continue
		}
		s.Params[name] = value
	}
	if len(rest) != 0 {
		return nil, badLayout()
	}
	return s, s.settle()
}

// settle fills in the defaults and refuses what cannot be a session.
func (s *Startup) settle() error {
	s.User = guc.Clip(s.Params["user"])
	if s.User == "" {
		return pgerr.New(pgerr.InvalidAuthorizationSpecification,
			"no PostgreSQL user name specified in startup packet")
	}
	s.Database = guc.Clip(s.Params["database"])
	if s.Database == "" {
		s.Database = s.User
	}
	s.Params["user"], s.Params["database"] = s.User, s.Database
	switch v := strings.ToLower(s.Params["replication"]); v {
	case "", "false", "off", "no", "0", "f", "n":
		return nil
	case "true", "on", "yes", "1", "t", "y", "database":
		return pgerr.Unsupported("replication connections are not supported", "")
	default:
		return pgerr.Newf(pgerr.InvalidParameterValue, "invalid value for parameter \"replication\": \"%s\"", v).
			WithHint("Valid values are: \"false\", 0, \"true\", 1, \"database\".")
	}
}

func cString(b []byte) (string, []byte, bool) {
	i := bytes.IndexByte(b, 0)
	if i < 0 {
		return "", nil, false
	}
	return string(b[:i]), b[i+1:], true
}

func badLayout() error {
	return pgerr.New(pgerr.ProtocolViolation, "invalid startup packet layout: expected terminator as last byte")
}
