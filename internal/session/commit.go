package session

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"time"

	"lakewire/internal/dialect"
	"lakewire/internal/pgerr"
)

// Every commit of a session says in the lake itself who made it and why, and carries a token by which it can be found when
// the catalog's connection is lost just then: author, message and extra information of DuckLake's snapshot.

// signature is a commit's extra information.
type signature struct {
	Token       string `json:"token"`
	Application string `json:"application_name,omitempty"`
	Client      string `json:"client,omitempty"`

	Joined []author `json:"joined,omitempty"` // where rows of several sessions are in it
}

// author is one session's part in a commit.
type author struct {
	Role        string `json:"role"`
	Application string `json:"application_name,omitempty"`
	Client      string `json:"client,omitempty"`
	Rows        int    `json:"rows"`
}

// commitEngine commits the engine's transaction. wrote says that it may have changed the lake: then it waits for its turn,
// since of commits that overlap DuckLake lets one through, and the others sleep and try again. Once it has begun, its outcome
// would be unknown if it were cancelled, so it goes on whatever happens to the client.
func (s *Session) commitEngine(ctx context.Context, wrote bool) error {
	if s.tx.ddl {
		over, err := s.turn(ctx)
		if err != nil {
			return err
		}
		defer over()
	}
	if !wrote {
		_, err := s.ec.Exec(context.WithoutCancel(ctx), "COMMIT")
		return err
	}
	if err := s.takeTurn(ctx); err != nil {
		return err
	}
	err := s.commitSigned(context.WithoutCancel(ctx))
	s.endTurn()
	if err == nil {
		s.watch(ctx)
	}
	return err
}

// commitSigned commits with the session's name and a token.
func (s *Session) commitSigned(ctx context.Context) error {
	sig := signature{Token: newToken(), Application: s.set.ApplicationName(), Client: s.c.RemoteAddr().String()}
	extra, err := json.Marshal(sig)
	if err != nil {
		return pgerr.From(err)
	}
	message := "NULL"
	if m := s.set.CommitMessage(); m != "" {
		message = literal(m)
	}
	if _, err := s.ec.Exec(ctx, "CALL ducklake_set_commit_message("+literal(s.d.Lake)+", "+literal(s.user)+", "+message+
		", extra_info => "+literal(string(extra))+")"); err != nil {
		return err
	}
	if _, err := s.ec.Exec(ctx, "COMMIT"); err != nil {
		return s.d.outcome(ctx, sig.Token, err)
	}
	return nil
}

func newToken() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // it never fails
	return hex.EncodeToString(b[:])
}

// askCatalog is how often, and how long apart, a lost catalog is asked for the outcome of a commit.
var askCatalog = []time.Duration{0, 200 * time.Millisecond, time.Second, 3 * time.Second, 5 * time.Second}

// askAgain is how long after a no the catalog is asked once more: its server may have got the COMMIT, and still be at it.
const askAgain = time.Second

// outcome finds out what became of a commit whose connection to the catalog was lost. Other errors are outcomes themselves.
func (d *Deps) outcome(ctx context.Context, token string, cause error) error {
	if !lost(cause) {
		return cause
	}
	for _, wait := range askCatalog {
		time.Sleep(wait)
		done, err := d.Images.Committed(ctx, token)
		if err == nil && !done {
			time.Sleep(askAgain)
			done, err = d.Images.Committed(ctx, token)
		}
		switch {
		case err != nil:
			continue
		case done:
			return nil
		}
		return pgerr.New(pgerr.ConnectionFailure, "the connection to the lake's catalog was lost, and the transaction was not committed").
			WithHint("Run the transaction again.").WithCause(cause)
	}
	return pgerr.New(pgerr.TransactionResolutionUnknown, "the connection to the lake's catalog was lost during COMMIT, and whether the transaction was committed is unknown").
		WithHint(`Look for "` + token + `" in lakewire.commits when the catalog is there again.`).WithCause(cause)
}

// unknownOutcome is the error of a statement that the engine commits itself, unsigned, and during which the catalog was lost.
func unknownOutcome(cause error) error {
	return pgerr.New(pgerr.TransactionResolutionUnknown, "the connection to the lake's catalog was lost, and whether the statement was committed is unknown").
		WithDetail("%s", pgerr.From(cause).Message).WithCause(cause)
}

// lost tells the errors of a commit that leave open whether it happened: the catalog's connection broke, or went away.
func lost(err error) bool {
	e := pgerr.From(err)
	return e != nil && (e.Code.Class() == "08" || e.Code == pgerr.CannotConnectNow || e.Code == pgerr.IoError)
}

// ownTransaction tells whether a statement that is its own transaction is given one of ours, so that its commit is signed.
func ownTransaction(st *dialect.Statement) bool {
	if !st.Writes || st.ReturnsRows {
		return false
	}
	switch st.Kind {
	case dialect.KindInsert, dialect.KindUpdate, dialect.KindDelete, dialect.KindMerge, dialect.KindTruncate, dialect.KindCreateTable,
		dialect.KindCreateTableAs, dialect.KindCreateView, dialect.KindCreateSchema, dialect.KindCreateMacro:
		return true
	}
	return false
}
