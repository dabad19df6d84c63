package s3access

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
)

// Access is what a request to the store is signed with.
type Access struct {
	KeyID, Secret, Token string
	Region               string
	Expires              time.Time // zero: never
}

// Chain is the standard chain of AWS's sources.
type Chain struct {
	region string
	cfg    aws.Config
}

// defaultRegion is what a store that knows no regions is signed for.
const defaultRegion = "us-east-1"

// Open reads the environment and the shared files. A region that is given goes before theirs.
func Open(ctx context.Context, region string) (*Chain, error) {
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return nil, fmt.Errorf("the AWS settings cannot be read: %w", err)
	}
	if region == "" {
		region = cfg.Region
	}
	if region == "" {
		region = defaultRegion
	}
	return &Chain{region: region, cfg: cfg}, nil
}

// errNone is the end of the chain.
var errNone = errors.New("no AWS credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile (AWS_PROFILE)")

// Now gives credentials that hold now, fetched anew where those that are at hand are about to expire.
func (c *Chain) Now(ctx context.Context) (Access, error) {
	ctx, stop := context.WithTimeout(ctx, 15*time.Second)
	defer stop()
	v, err := c.cfg.Credentials.Retrieve(ctx)
	if err != nil {
		return Access{}, fmt.Errorf("%w (%w)", errNone, err)
	}
	a := Access{KeyID: v.AccessKeyID, Secret: v.SecretAccessKey, Token: v.SessionToken, Region: c.region}
	if v.CanExpire {
		a.Expires = v.Expires
	}
	return a, nil
}
