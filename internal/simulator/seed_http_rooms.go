package simulator

import (
	"maps"
	"net/http"
	"slices"
)

type (
	stateSeed struct {
		State int `json:"state"`
	}
	// propertySeed sets keys of a room, of a user or of an extApp; a null deletes.
	propertySeed struct {
		UserUUID   string         `json:"userUuid"`
		ExtAppUUID string         `json:"extAppUuid"`
		Set        map[string]any `json:"set"`
	}
	examinationSeed struct {
		URL string `json:"url"`
	}
	extAppSeed struct {
		ExtAppUUID string `json:"extAppUuid"`
		State      int    `json:"state"`
	}
	pollAnswer struct {
		UserUUID string `json:"userUuid"`
		Options  []int  `json:"options"`
	}
	quizAnswer struct {
		UserUUID string   `json:"userUuid"`
		Items    []string `json:"items"`
	}
	chatSeed struct {
		UserUUID string `json:"userUuid"`
		Message  string `json:"message"`
	}
	rewardSeed struct {
		UserUUID string `json:"userUuid"`
		Count    int    `json:"count"`
	}
	eventSeed struct {
		Cmd  int            `json:"cmd"`
		Data map[string]any `json:"data"`
	}
	widgetEventSeed struct {
		Widget string         `json:"widget"` // poll or popupQuiz
		Data   map[string]any `json:"data"`
	}
	empty struct{}
)

func roomControls() []control {
	const at = " /_simulator/rooms/{room}"
	return []control{
		{"GET" + at, readRoomView},
		{"POST" + at, does((*Simulator).CreateRoom)},
		{"DELETE" + at, does(func(s *Simulator, room string, _ empty) { s.DeleteRoom(room) })},
		{"POST" + at + "/state", does(func(s *Simulator, room string, in stateSeed) { s.SetState(room, in.State) })},
		{"POST" + at + "/properties", does(setProperties)},
		{"POST" + at + "/extApps", does(func(s *Simulator, room string, in extAppSeed) {
			s.SetExtAppState(room, in.ExtAppUUID, in.State)
		})},
		{"POST" + at + "/examination", does(func(s *Simulator, room string, in examinationSeed) {
			s.SetExamination(room, in.URL)
		})},
		{"POST" + at + "/groups", does((*Simulator).SetGroups)},
	}
}

func classControls() []control {
	const at = "POST /_simulator/rooms/{room}"
	return []control{
		{at + "/join", seeds(func(s *Simulator, room string, in UserSeed) any {
			return map[string]bool{"joined": s.Join(room, in)}
		})},
		{at + "/leave", does(func(s *Simulator, room string, in UserSeed) { s.Leave(room, in.UserUUID) })},
		{at + "/recordings", seeds(func(s *Simulator, room string, in RecordingSeed) any {
			return map[string]string{"recordId": s.AddRecording(room, in)}
		})},
		{at + "/recordings/finish", does(func(s *Simulator, room string, _ empty) { s.FinishRecording(room) })},
		{at + "/recordings/fail", does(func(s *Simulator, room string, _ empty) { s.FailRecording(room) })},
		{at + "/polls", seeds(func(s *Simulator, room string, in PollSeed) any {
			return map[string]string{"pollId": s.StartPoll(room, in)}
		})},
		{at + "/polls/answer", does(func(s *Simulator, room string, in pollAnswer) {
			s.AnswerPoll(room, in.UserUUID, in.Options...)
		})},
		{at + "/polls/end", does(func(s *Simulator, room string, _ empty) { s.EndPoll(room) })},
		{at + "/quizzes", seeds(func(s *Simulator, room string, in QuizSeed) any {
			return map[string]string{"quizId": s.StartQuiz(room, in)}
		})},
		{at + "/quizzes/answer", does(func(s *Simulator, room string, in quizAnswer) {
			s.AnswerQuiz(room, in.UserUUID, in.Items...)
		})},
		{at + "/quizzes/end", does(func(s *Simulator, room string, _ empty) { s.EndQuiz(room) })},
		{at + "/chat", does(func(s *Simulator, room string, in chatSeed) { s.Chat(room, in.UserUUID, in.Message) })},
		{at + "/rewards", does(func(s *Simulator, room string, in rewardSeed) { s.Reward(room, in.UserUUID, in.Count) })},
		{at + "/events", does(func(s *Simulator, room string, in eventSeed) { s.AppendEvent(room, in.Cmd, in.Data) })},
		{at + "/widget-events", does(func(s *Simulator, room string, in widgetEventSeed) {
			s.AppendWidgetEvent(room, in.Widget, in.Data)
		})},
	}
}

func readRoomView(s *Simulator, r *http.Request) (any, error) {
	view, ok := s.Room(r.PathValue("room"))
	if !ok {
		refuse("no room %q", r.PathValue("room"))
	}
	return view, nil
}

func setProperties(s *Simulator, room string, in propertySeed) {
	for _, key := range slices.Sorted(maps.Keys(in.Set)) {
		switch value := in.Set[key]; {
		case in.UserUUID != "":
			s.SetUserProperty(room, in.UserUUID, key, value)
		case in.ExtAppUUID != "":
			s.SetExtAppProperty(room, in.ExtAppUUID, key, value)
		default:
			s.SetRoomProperty(room, key, value)
		}
	}
}
