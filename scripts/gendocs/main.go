// Command gendocs writes docs/configuration.md from the settings struct.
package main

import (
	"flag"
	"log"
	"os"

	"lakewire/internal/config"
)

func main() {
	out := flag.String("o", "docs/configuration.md", "file to write")
	flag.Parse()
	if err := os.WriteFile(*out, config.Docs(), 0o644); err != nil {
		log.Fatal(err)
	}
}
