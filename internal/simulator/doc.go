// Package simulator is the classroom service on one machine: a plain
// http.Handler over one mutex that answers every documented endpoint in both
// generations of the API, verifies real tokens, moves rooms along by an
// injectable clock, and can be seeded with what REST cannot make.
//
// It knows neither the client nor Terraform; its wire formats are its own, so
// that a mistake in the client is not repeated here. Whatever the documents
// leave open is listed in [Guesses]; [Readings] choose otherwise.
package simulator
