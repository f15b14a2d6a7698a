// Package classroom is a client of the Agora Flexible Classroom cloud service.
//
// A call passes through small layers, each tested alone:
//
//	call.go                      escapes the path, opens the answer, makes the typed error
//	transport_retry.go           what may be repeated, and after how long
//	transport_throttle.go        the rate that is configured or learned, and pauses for all
//	transport_breaker.go         gives up a run whose credentials or rate are refused
//	transport_authorization.go   tokens that are minted, cached and renewed
//	transport_alternate_host.go  another host, where the first cannot be reached
//	transport_attempt.go         the time limit of one attempt; reads the whole answer
//
// transport.go assembles them. The service has two generations of its API ([Generation]): the
// client prefers the current routes, and falls back where the gateway has no such route.
//
// What is known of the service, with the addresses of the vendor's pages, is in API.md. A text
// in quotation marks and parentheses, as in ("Create a classroom"), is a heading there.
//
// The package knows nothing of Terraform and reads no environment.
package classroom
