package s3access

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// alone takes away what this machine knows of AWS.
func alone(t *testing.T) string {
	dir := t.TempDir()
	for _, name := range []string{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION"} {
		t.Setenv(name, "")
		require.NoError(t, os.Unsetenv(name))
	}
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", filepath.Join(dir, "credentials"))
	t.Setenv("AWS_CONFIG_FILE", filepath.Join(dir, "config"))
	return dir
}

func TestSources(t *testing.T) {
	dir := alone(t)
	c, err := Open(context.Background(), "")
	require.NoError(t, err)
	_, err = c.Now(context.Background())
	require.ErrorContains(t, err, "no AWS credentials")

	require.NoError(t, os.WriteFile(filepath.Join(dir, "credentials"), []byte("[lake]\naws_access_key_id = A\naws_secret_access_key = B\n"), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "config"), []byte("[profile lake]\nregion = eu-north-1\n"), 0o600))
	t.Setenv("AWS_PROFILE", "lake")
	c, err = Open(context.Background(), "")
	require.NoError(t, err)
	a, err := c.Now(context.Background())
	require.NoError(t, err)
	require.Equal(t, Access{KeyID: "A", Secret: "B", Region: "eu-north-1"}, a)

	t.Setenv("AWS_ACCESS_KEY_ID", "X")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "Y")
	t.Setenv("AWS_SESSION_TOKEN", "Z")
	c, err = Open(context.Background(), "us-west-2")
	require.NoError(t, err)
	a, err = c.Now(context.Background())
	require.NoError(t, err)
	require.Equal(t, Access{KeyID: "X", Secret: "Y", Token: "Z", Region: "us-west-2"}, a)
}
