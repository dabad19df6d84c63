// Package s3access finds the credentials and the region for an object store as every AWS program does: environment, shared
// files and profiles, web identity, container and instance roles. It must not know what they are used for.
package s3access
