package inet

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestText: what PostgreSQL 15 writes for what it reads.
func TestText(t *testing.T) {
	for _, k := range []struct {
		in   string
		cidr bool
		want string
	}{
		{"192.168.1.5/24", false, "192.168.1.5/24"}, {"192.168.1.5/32", false, "192.168.1.5"}, {" 10.0.0.1 ", false, "10.0.0.1"},
		{"::1", false, "::1"}, {"2001:DB8::/32", true, "2001:db8::/32"}, {"10", true, "10.0.0.0/8"}, {"192.168.1", true, "192.168.1.0/24"},
		{"128.1", true, "128.1.0.0/16"}, {"10.1.2.3", true, "10.1.2.3/32"}, {"10.1", false, ""}, {"192.168.1.5/24", true, ""}, {"1.2.3.4/33", false, ""},
	} {
		v, err := Parse(k.in, k.cidr)
		if k.want == "" {
			require.Error(t, err, k.in)
			continue
		}
		require.NoError(t, err, k.in)
		require.Equal(t, k.want, v.String())
		b, ok, err := FromBinary(v.AppendBinary(nil), k.cidr)
		require.NoError(t, err)
		require.True(t, ok)
		require.Equal(t, v, b)
	}
}

// TestOrder: networks before what is in them, IPv4 before IPv6.
func TestOrder(t *testing.T) {
	last := ""
	for _, s := range []string{"9.0.0.0/8", "10.0.0.0/8", "10.0.0.1/8", "10.0.0.0/16", "10.0.0.1", "10.0.0.10", "192.168.0.0/16", "::1", "2001:db8::/32"} {
		v, err := Parse(s, false)
		require.NoError(t, err)
		require.Less(t, last, v.Key(), s)
		last = v.Key()
	}
}

func TestMAC(t *testing.T) {
	for _, s := range []string{"08:00:2b:01:02:03", "08-00-2B-01-02-03", "08002b:010203", "0800.2b01.0203", "08002b010203"} {
		got, err := ParseMAC(s)
		require.NoError(t, err)
		require.Equal(t, "08:00:2b:01:02:03", got)
	}
	_, err := ParseMAC("08:00")
	require.Error(t, err)
}
