package engine

import (
	"context"
	"net/url"
	"strconv"
	"strings"
	"time"

	"go.uber.org/zap"

	"lakewire/internal/pgerr"
	"lakewire/internal/s3access"
)

// S3 says how the object store of the lake's files is reached. Credentials come from AWS's standard chain.
type S3 struct {
	Endpoint string // "" = AWS's own; host:port or a URL
	Region   string // "" = what the chain says
}

// onS3 tells whether the lake's files are in an object store.
func (o *Options) onS3() bool {
	return strings.HasPrefix(o.DataPath, "s3://") || o.S3.Endpoint != "" || o.S3.Region != ""
}

const (
	httpTimeout   = 10 // seconds that the store may say nothing
	httpRetries   = 2
	beforeExpiry  = 5 * time.Minute
	leastRefresh  = 10 * time.Second
	retryRefresh  = 30 * time.Second
	neverRefresh  = 0
	secretForLake = "lakewire_store"
)

// reachStore makes the secret with which the store is asked.
func (i *instance) reachStore(ctx context.Context, c *Conn) error {
	e := i.e
	if e.s3 == nil {
		chain, err := s3access.Open(ctx, e.o.S3.Region)
		if err != nil {
			return pgerr.New(pgerr.ConfigFileError, err.Error())
		}
		e.s3 = chain
	}
	for _, sql := range []string{"SET http_timeout = " + strconv.Itoa(httpTimeout), "SET http_retries = " + strconv.Itoa(httpRetries)} {
		if _, err := c.Exec(ctx, sql); err != nil {
			return err
		}
	}
	wait, err := i.signIn(ctx, c)
	if err != nil {
		return err
	}
	if wait > neverRefresh {
		i.warming.Add(1)
		go i.staySignedIn(wait)
	}
	return nil
}

// signIn makes the secret anew, and tells after which time it must be made again; 0 = never.
func (i *instance) signIn(ctx context.Context, c *Conn) (time.Duration, error) {
	e := i.e
	a, err := e.s3.Now(ctx)
	if err != nil {
		return 0, pgerr.New(pgerr.InvalidAuthorizationSpecification, err.Error()).
			WithHint("The lake's files are in an object store: its credentials come from AWS's standard environment, files or roles.")
	}
	fields := []string{"TYPE s3", "KEY_ID " + quoteLiteral(a.KeyID), "SECRET " + quoteLiteral(a.Secret), "REGION " + quoteLiteral(a.Region)}
	if a.Token != "" {
		fields = append(fields, "SESSION_TOKEN "+quoteLiteral(a.Token))
	}
	if host, ssl := endpoint(e.o.S3.Endpoint); host != "" {
		fields = append(fields, "ENDPOINT "+quoteLiteral(host), "URL_STYLE 'path'", "USE_SSL "+ssl)
	}
	if _, err := c.Exec(ctx, "CREATE OR REPLACE TEMPORARY SECRET "+secretForLake+" ("+strings.Join(fields, ", ")+")"); err != nil {
		return 0, err
	}
	if a.Expires.IsZero() {
		return neverRefresh, nil
	}
	return max(time.Until(a.Expires)-beforeExpiry, leastRefresh), nil
}

// endpoint takes a store's address apart: what DuckDB wants has no scheme.
func endpoint(address string) (host, ssl string) {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		if u.Scheme == "http" {
			return u.Host, "false"
		}
		return u.Host, "true"
	}
	return address, "true"
}

// staySignedIn makes the secret anew before its credentials expire, for as long as the instance lives.
func (i *instance) staySignedIn(wait time.Duration) {
	defer i.warming.Done()
	for {
		select {
		case <-i.ended:
			return
		case <-time.After(wait):
		}
		c, err := i.connect()
		if err != nil {
			return
		}
		next, err := i.signIn(context.Background(), c)
		c.Close()
		switch {
		case err != nil:
			i.e.o.Log.Warn("the object store's credentials could not be fetched anew", zap.Error(err))
			next = retryRefresh
		case next == neverRefresh:
			return
		}
		wait = next
	}
}
