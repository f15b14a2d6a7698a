package simulator

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

func lesson(s *service) {
	s.CreateRoom("algebra", RoomSeed{
		Name: "Algebra", Type: 4, Schedule: Schedule{StartTime: 1772442000000, Duration: 5400, CloseDelay: 300},
		Properties: map[string]any{"module": "MA1521"},
	})
	s.CreateRoom("office", RoomSeed{Name: "Office hour"})
	s.CreateRoom("history", RoomSeed{Name: "History", Schedule: Schedule{StartTime: 1772467200000, Duration: 14400}})
	s.Join("office", UserSeed{UserUUID: "ada", UserName: "Ada"})
	s.Fault(Fault{Match: Matcher{Method: "PUT", PathContains: "/groups/", Times: 2}, Status: 503})
	s.call("PUT", at("algebra")+"/properties", `{"properties":{"room":"B2"}}`)
	s.call("GET", at("biology"), "")
}

func TestPageInABrowser(t *testing.T) {
	b := open(t)
	s := run(t, Options{})
	lesson(s)
	b.do("the time line", chromedp.Navigate(s.URL+"/"), textHas(".rows", "not started"))
	ask[int](b, "window.sameDocument = 1")
	b.do("an hour later, by keyboard",
		chromedp.Focus(`button[value="1h"]`), chromedp.SendKeys(`button[value="1h"]`, "\r"),
		textHas(".notice", "It is Mon 2 Mar, 09:00 now."), textHas(".state.s1", "started"),
		until(`document.activeElement.value === "1h"`))
	b.do("a fault",
		chromedp.SendKeys(`[name=path]`, "/records"), chromedp.Click(`button[value="add"]`), textHas(`[data-live="faults"]`, "/records"))
	s.CreateRoom("sudden", RoomSeed{Name: "Sudden"})
	b.do("a room that somebody else makes", textHas(".rows", "Sudden"))
	if ask[bool](b, "window.sameDocument !== 1") {
		t.Error("the page was loaded again")
	}

	b.do("a room", chromedp.Click(chromedp.CSS(`a[href*="algebra"]`)), textHas("h1", "Algebra"), until(`document.readyState === "complete"`))
	b.do("somebody joins",
		chromedp.SendKeys(`[name=user]`, "emil"), chromedp.SendKeys(`[name=name]`, "Emil\r"), textHas(`[data-live="people"]`, "Emil (emil)"))
	b.do("and leaves",
		chromedp.Click(`//tr[contains(., "Emil")]//button`), textHas(`[data-live="people"]`, "left"),
		until(`document.activeElement.id === "people"`))
	b.do("the class ends", chromedp.Click(`button[value="2"]`), textHas(`[data-live="facts"] .s2`, "ended"))
	if s.state("algebra") != ended || s.find("ap", "algebra").users["emil"].online {
		t.Error("the buttons did not reach the simulator")
	}
	s.DeleteRoom("algebra")
	b.do("a room that vanished", textHas(".notice", "There is no room algebra"))
}

// defects lists what keeps a page from being read or used: text of low contrast,
// controls without a name, ids used twice, content wider than the window.
const defects = `(() => {
  const found = [];
  const rgb = (text) => text.match(/[\d.]+/g).map(Number);
  const luminance = (c) => { const [r, g, b] = c.slice(0, 3).map((v) => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; }); return .2126 * r + .7152 * g + .0722 * b; };
  const ground = (e) => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] === 1) return c; } return [255, 255, 255]; };
  for (const e of document.body.querySelectorAll("*")) {
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || !e.checkVisibility() || ["SCRIPT", "STYLE"].includes(e.tagName)) continue;
    const [a, b] = [luminance(rgb(getComputedStyle(e).color)), luminance(ground(e))].sort((x, y) => y - x);
    if ((a + .05) / (b + .05) < 4.5) found.push("contrast " + ((a + .05) / (b + .05)).toFixed(2) + ": " + e.outerHTML.slice(0, 80));
  }
  for (const e of document.querySelectorAll("input:not([type=hidden]), select")) if (!e.labels.length) found.push("no label: " + e.outerHTML);
  for (const e of document.querySelectorAll("button, a")) if (!e.textContent.trim()) found.push("no name: " + e.outerHTML);
  for (const e of document.querySelectorAll("table")) if (!e.caption || !e.querySelector("th[scope]")) found.push("no caption or headings: " + e.outerHTML.slice(0, 80));
  const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
  for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) found.push("id used twice: " + id);
  for (const e of document.querySelectorAll("[aria-labelledby]")) if (!document.getElementById(e.getAttribute("aria-labelledby"))) found.push("labelled by nothing: " + e.outerHTML.slice(0, 80));
  if (document.querySelectorAll("h1").length !== 1) found.push("not one h1");
  if (document.documentElement.scrollWidth > innerWidth) found.push("wider than the window: " + [...document.querySelectorAll("main *")].filter((e) => e.getBoundingClientRect().right > innerWidth).map((e) => e.outerHTML.slice(0, 60)).join("; "));
  return found;
})()`

func TestPageInABrowserIsReadable(t *testing.T) {
	b := open(t)
	s := run(t, Options{})
	lesson(s)
	s.clock.Advance(90 * time.Minute)
	s.Join("algebra", UserSeed{UserUUID: "emil", Properties: map[string]any{"seat": 3}})
	s.StartPoll("algebra", PollSeed{Items: []string{strings.Repeat("long", 20), "no"}})
	grounds := map[string]bool{}
	for _, colors := range []string{"light", "dark"} {
		for _, width := range []int64{320, 700, 1280} {
			for _, path := range []string{"/", "/?span=week", "/room?region=ap&room=algebra"} {
				b.do(path, scheme(colors), chromedp.EmulateViewport(width, 900), chromedp.Navigate(s.URL+path))
				for _, defect := range ask[[]string](b, defects) {
					t.Errorf("%s, %s, %d wide: %s", path, colors, width, defect)
				}
				grounds[ask[string](b, `getComputedStyle(document.body).backgroundColor`)] = true
			}
		}
	}
	if len(grounds) != 2 {
		t.Errorf("light and dark have the grounds %v", grounds)
	}
	b.keepPictures(s)
}
