// Command terraform-provider-classroom is the Terraform and OpenTofu provider for Agora
// Flexible Classroom. With -simulator it is the service itself, on one machine.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"os/signal"
	"syscall"

	"github.com/flexclass/terraform-provider-classroom/internal/provider"
	"github.com/flexclass/terraform-provider-classroom/internal/simulator"
)

// version is set by the release's build.
var version = "dev"

func main() {
	showVersion := flag.Bool("version", false, "print the version and exit")
	debug := flag.Bool("debug", false, "serve for a debugger, such as delve")
	simulate := flag.String("simulator", "", "simulate the classroom service on this `address`, such as 127.0.0.1:8080, instead of serving the provider")
	var options simulator.Options
	options.RegisterFlags(flag.CommandLine)
	flag.Parse()

	if err := run(*showVersion, *debug, *simulate, options); err != nil {
		log.Fatal(err)
	}
}

func run(showVersion, debug bool, simulate string, options simulator.Options) error {
	switch {
	case showVersion:
		fmt.Println("terraform-provider-classroom " + version)
		return nil
	case simulate != "":
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
		defer stop()
		return simulator.Serve(ctx, simulate, options, os.Stdout)
	}
	return provider.Serve(version, debug)
}
