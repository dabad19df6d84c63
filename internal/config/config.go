package config

// Config is every setting of `lakewire serve`. A field's tags are its whole definition: the flag's name, its default, the
// sentence of help, whether SIGHUP reloads it, and whether it is a secret. The groups are separate structs so that a
// command which needs only some of them (demo needs no listener) embeds only those.
type Config struct {
	ListenSettings `embed:""`
	LakeSettings   `embed:""`
	EngineSettings `embed:""`
	AuthSettings   `embed:""`
	TLSSettings    `embed:""`
	LimitSettings  `embed:""`
	LogSettings    `embed:""`
	FileSettings   `embed:""`
}

// ListenSettings say where clients come in.
type ListenSettings struct {
	Listen     string `name:"listen" default:"127.0.0.1:5432" placeholder:"ADDR" help:"Address and port to accept PostgreSQL connections on. Port 0 takes a free one."`
	UnixSocket string `name:"unix-socket" placeholder:"DIR" help:"Directory for a Unix socket beside the TCP listener, named .s.PGSQL.<port> as PostgreSQL's. Empty: none."`
}

// LakeSettings say which lake is served.
type LakeSettings struct {
	Dir                string   `name:"dir" default:"./lakewire-data" placeholder:"DIR" help:"Folder that holds all that the server keeps: catalog, data files, users, certificate, spill files."`
	Lake               string   `name:"lake" default:"lake" placeholder:"NAME" help:"Name of the lake, which is the database name that clients connect to."`
	Catalog            string   `name:"catalog" placeholder:"SPEC" secret:"dsn" help:"DuckLake catalog: the path of a DuckDB file, or a postgres:// URL (its option schema names the schema). Empty: LAKE.ducklake under --dir."`
	CatalogConnections int      `name:"catalog-connections" default:"0" placeholder:"N" help:"Connections to a PostgreSQL catalog at most. Each open transaction on the lake holds one; a quarter is kept for statements outside of transactions. 0: half of the server's max_connections, between 8 and 64."`
	DataPath           string   `name:"data-path" placeholder:"PATH" help:"Where the lake's Parquet files are, a folder or an object-store URL. Empty: data under --dir, or what an existing lake says."`
	SnapshotRetention  Duration `name:"snapshot-retention" default:"7d" placeholder:"TIME" reload:"" help:"Default of lakewire.snapshot_retention for new sessions: the age up to which CHECKPOINT keeps every state of the lake for time travel. 0: only what is in use."`
	S3Endpoint         string   `name:"s3-endpoint" placeholder:"URL" help:"Address of the object store of an s3:// data path, such as http://minio:9000, which is then asked by path and not by virtual host. Empty: AWS. Credentials come from AWS's standard environment variables, files and roles, and are fetched anew before they expire."`
	S3Region           string   `name:"s3-region" placeholder:"REGION" help:"Region of the object store. Empty: what AWS_REGION or the profile says, else us-east-1."`
}

// EngineSettings say what DuckDB may use.
type EngineSettings struct {
	ExtensionDir string `name:"extension-dir" placeholder:"DIR" help:"Folder with DuckDB's extensions (DIR/v1.5.5/<platform>/). Empty: the ones inside a release binary, else .cache/extensions of the project that the binary was built in."`
	MemoryLimit  Size   `name:"memory-limit" default:"0" placeholder:"SIZE" help:"Memory for DuckDB, which spills to --temp-dir beyond it. 0: 60% of the container's limit, else of the machine's memory; the Go heap is held to 20% of the same."`
	Threads      int    `name:"threads" default:"0" placeholder:"N" help:"Threads that DuckDB works with. 0: one for each CPU that the process may use."`
	TempDir      string `name:"temp-dir" placeholder:"DIR" help:"Folder for spill files; a folder in it, named after --dir, is emptied at each start. Empty: tmp under --dir."`
}

// AuthSettings say who may come in.
type AuthSettings struct {
	Auth         string `name:"auth" default:"scram" enum:"scram,trust" placeholder:"METHOD" help:"How clients prove who they are: scram (SCRAM-SHA-256) or trust (no proof; refused unless every listener is loopback or a Unix socket)."`
	Password     string `name:"password" secret:"value" noflag:"" hidden:"" placeholder:"PASSWORD" help:"Password of the superuser lakewire. Never a flag: other users of the machine can read flags. Only a SCRAM verifier is stored. Neither this nor --password-file: one is generated on the first start and shown once."`
	PasswordFile string `name:"password-file" placeholder:"FILE" help:"File whose first line is the password of the superuser lakewire."`
}

// TLSSettings say how connections are encrypted.
type TLSSettings struct {
	TLS     string `name:"tls" default:"self-signed" enum:"off,self-signed,files" placeholder:"MODE" help:"off, self-signed (a certificate made on first start and kept under --dir) or files (--tls-cert and --tls-key). Clients choose by sslmode."`
	TLSCert string `name:"tls-cert" placeholder:"FILE" help:"Certificate chain in PEM; the file is read again on SIGHUP. Needs --tls=files."`
	TLSKey  string `name:"tls-key" placeholder:"FILE" help:"Private key in PEM; the file is read again on SIGHUP. Needs --tls=files."`
}

// LimitSettings bound what clients and waiting may cost.
type LimitSettings struct {
	MaxConnections        int      `name:"max-connections" default:"1000" placeholder:"N" help:"Client connections at once; the next one is answered 53300."`
	MaxMessageSize        Size     `name:"max-message-size" default:"64MiB" placeholder:"SIZE" help:"Largest message taken from an authenticated client; a larger one ends the connection with 08P01."`
	StartupTimeout        Duration `name:"startup-timeout" default:"1min" placeholder:"TIME" help:"Time a client has from connecting until it is authenticated."`
	DrainTimeout          Duration `name:"drain-timeout" default:"30s" placeholder:"TIME" reload:"" help:"After SIGTERM, time that running work has to finish before its session ends with 57P01."`
	StatementTimeout      Duration `name:"statement-timeout" default:"0" placeholder:"TIME" reload:"" help:"Default of statement_timeout for new sessions. 0: none."`
	IdleSessionTimeout    Duration `name:"idle-session-timeout" default:"0" placeholder:"TIME" reload:"" help:"Default of idle_session_timeout for new sessions. 0: none."`
	IdleInTransactionTime Duration `name:"idle-in-transaction-session-timeout" default:"0" placeholder:"TIME" reload:"" help:"Default of idle_in_transaction_session_timeout for new sessions. 0: none."`
}

// LogSettings say what is written to stderr.
type LogSettings struct {
	LogLevel  string `name:"log-level" default:"info" enum:"debug,info,warn,error" placeholder:"LEVEL" reload:"" help:"Least severe messages to log: debug, info, warn or error."`
	LogFormat string `name:"log-format" default:"auto" enum:"auto,console,json" placeholder:"FORMAT" help:"console, json, or auto: console on a terminal and json elsewhere."`
}

// FileSettings name the settings file. It is the one setting that the file itself cannot hold.
type FileSettings struct {
	Config string `name:"config" nofile:"" placeholder:"FILE" help:"YAML file with settings, one key per flag, spelled as the flag without its dashes in front."`
}
