// Package classroom is a client of the Agora Flexible Classroom cloud service.
//
// A request passes through small layers, each tested alone, outermost first:
//
//	call           path escaping, the code/msg/ts/data envelope, typed errors
//	retry          what may be repeated, and after how long
//	limit          the rate configured or learned, and the pause that a 429 asks of everybody
//	authorization  tokens minted, cached and renewed before they expire
//	alternate host another host, where the primary one cannot be reached
//	attempt        the time limit of one attempt, the whole body read and capped
//	http.Transport one pool of kept-alive connections
//
// The service exists in two generations. The client prefers the current routes
// and falls back to those of the specification where the gateway has no such
// route; see [Client] and route.go.
//
// The package knows nothing of Terraform and reads no environment.
package classroom
