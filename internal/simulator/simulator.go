package simulator

import (
	"cmp"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"time"
)

// Generation selects which of the two documented generations of the API is
// spoken ("Generations").
type Generation string

const (
	// API2023 is the API of the vendor's page of spring 2023.
	API2023 Generation = "spec"
	// CurrentAPI is the API of the vendor's current page and clients.
	CurrentAPI Generation = "now"
)

// The pair that the test vectors of "Tokens" are made with. It belongs to no
// real project, so it may be printed and committed.
const (
	DemoAppID          = "970CA35de60c44645bbae8a215061b33"
	DemoAppCertificate = "5CFd2fd1755d40ecb72977518be15d3b"
)

const maxBody = 1 << 20

// Options configures a Simulator. The zero value is a service of the
// current API in region ap with the demo application.
type Options struct {
	// AppID is the one application served; default DemoAppID.
	AppID string
	// AppCertificate signs and verifies its tokens; default DemoAppCertificate.
	AppCertificate string
	// Region is where rooms live, or several regions separated by commas; default "ap". Elsewhere every room is missing.
	Region string
	// Generation of the API; default CurrentAPI.
	Generation Generation
	// Now is the clock of rooms, bans and recordings; default time.Now.
	Now func() time.Time
	// TokenNow is the clock that tokens expire by; default Now. Set it to
	// time.Now where Now is advanced by days but the client lives in the present.
	TokenNow func() time.Time
	// PageSize bounds every page; default 3, so that every listing crosses one.
	PageSize int
	// Readings are the choices where the documents leave one.
	Readings Readings
	// RequestsPerSecond refuses what comes faster with 429 and Retry-After; default no limit.
	RequestsPerSecond float64
	// SeedFile is a JSON file of calls to /_simulator/ that Serve makes before it listens; default none.
	SeedFile string
	// AllowRemote lets Serve listen on other than loopback addresses.
	AllowRemote bool
}

func (o Options) withDefaults() Options {
	o.AppID = cmp.Or(o.AppID, DemoAppID)
	o.AppCertificate = cmp.Or(o.AppCertificate, DemoAppCertificate)
	o.Region = cmp.Or(o.Region, "ap")
	o.Generation = cmp.Or(o.Generation, CurrentAPI)
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.TokenNow == nil {
		o.TokenNow = o.Now
	}
	if o.PageSize <= 0 {
		o.PageSize = 3
	}
	return o
}

// check finds an option that makes no sense.
func (o Options) check() error {
	if o.Generation != API2023 && o.Generation != CurrentAPI {
		return fmt.Errorf("generation %q is neither %q nor %q", o.Generation, API2023, CurrentAPI)
	}
	for _, region := range o.regions() {
		if !slices.Contains(documentedRegions, region) {
			return fmt.Errorf("region %q is none of %q", region, documentedRegions)
		}
	}
	if o.RequestsPerSecond < 0 {
		return fmt.Errorf("%g requests per second are negative", o.RequestsPerSecond)
	}
	return o.Readings.check()
}

// Simulator is the service. Create it with New.
type Simulator struct {
	options Options
	bucket  *bucket
	routes  []route
	local   http.Handler

	mu       sync.Mutex
	readings Readings
	offset   time.Duration
	rooms    map[place]*room
	feed     []feedEntry
	serial   int
	faults   []*activeFault
	log      []Request
	notes    []string
	unknown  []string
	notice   string // for the next page
}

// New returns a Simulator without rooms.
func New(o Options) *Simulator {
	s := &Simulator{options: o.withDefaults(), bucket: newBucket(o.RequestsPerSecond), rooms: map[place]*room{}}
	s.readings = s.options.Readings
	s.routes = routesOf(s.options.Generation)
	s.local = s.localHandler()
	return s
}

// Advance moves the clock of rooms by d, on top of Options.Now. Tokens keep
// expiring by Options.TokenNow.
func (s *Simulator) Advance(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.offset += d
}

// lock takes the mutex with every automatic change up to now applied, and
// returns that now.
func (s *Simulator) lock() time.Time {
	s.mu.Lock()
	now := s.now()
	s.tick(now)
	return now
}

// Time returns what the service's clock shows, with Advance and Readings.ClockOffset.
func (s *Simulator) Time() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now()
}

// now is Time while the mutex is held.
func (s *Simulator) now() time.Time {
	return s.options.Now().Add(s.offset + seconds(s.readings.ClockOffset))
}

// tokenNow is the time that tokens expire by, which Advance does not move; the mutex is held.
func (s *Simulator) tokenNow() time.Time {
	return s.options.TokenNow().Add(seconds(s.readings.ClockOffset))
}

// ServeHTTP answers the service's endpoints, /_simulator/ for seeding, and the page
// at /.
func (s *Simulator) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if isLocal(r) {
		s.local.ServeHTTP(w, r)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		gatewayAnswer(http.StatusBadRequest, "body cannot be read").write(w, false)
		return
	}
	if wait, ok := s.bucket.take(s.options.Now()); !ok {
		refusal := tooFast(wait)
		s.record(r, body, refusal, false)
		refusal.write(w, false)
		return
	}
	fault := s.takeFault(r.Method, r.URL.EscapedPath())
	a, cut := s.strike(fault, r, body)
	s.record(r, body, a, fault.matched)
	if cut {
		panic(http.ErrAbortHandler)
	}
	s.mu.Lock()
	date := s.tokenNow()
	s.mu.Unlock()
	w.Header().Set("Date", date.UTC().Format(http.TimeFormat))
	a.write(w, fault.Truncate)
}

// strike answers a call as a fault has it, and reports whether the connection is cut instead.
func (s *Simulator) strike(fault activeFault, r *http.Request, body []byte) (a answer, cut bool) {
	if fault.Before != nil {
		fault.Before()
	}
	if !fault.AfterCommit && !fault.wait(r.Context()) || fault.CutBefore {
		return answer{}, true
	}
	if !fault.answers() || fault.AfterCommit {
		a = s.answer(r, body)
	}
	if fault.AfterCommit && !fault.wait(r.Context()) {
		return a, true
	}
	if fault.answers() {
		a = fault.answer(s.Time())
	}
	return a, fault.CutAfter
}
