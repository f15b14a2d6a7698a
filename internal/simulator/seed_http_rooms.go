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
		{"DELETE" + at, does(func(s *Simulator, uuid string, _ empty) { s.DeleteRoom(uuid) })},
		{"POST" + at + "/state", does(func(s *Simulator, uuid string, in stateSeed) { s.SetState(uuid, in.State) })},
		{"POST" + at + "/properties", does(setProperties)},
		{"POST" + at + "/extApps", does(func(s *Simulator, uuid string, in extAppSeed) {
			s.SetExtAppState(uuid, in.ExtAppUUID, in.State)
		})},
		{"POST" + at + "/examination", does(func(s *Simulator, uuid string, in examinationSeed) {
			s.SetExamination(uuid, in.URL)
		})},
		{"POST" + at + "/groups", does((*Simulator).SetGroups)},
	}
}

func classControls() []control {
	const at = "POST /_simulator/rooms/{room}"
	return []control{
		{at + "/join", seeds(func(s *Simulator, uuid string, in UserSeed) any {
			return map[string]bool{"joined": s.Join(uuid, in)}
		})},
		{at + "/leave", does(func(s *Simulator, uuid string, in UserSeed) { s.Leave(uuid, in.UserUUID) })},
		{at + "/recordings", seeds(func(s *Simulator, uuid string, in RecordingSeed) any {
			return map[string]string{"recordId": s.AddRecording(uuid, in)}
		})},
		{at + "/recordings/finish", does(func(s *Simulator, uuid string, _ empty) { s.FinishRecording(uuid) })},
		{at + "/recordings/fail", does(func(s *Simulator, uuid string, _ empty) { s.FailRecording(uuid) })},
		{at + "/polls", seeds(func(s *Simulator, uuid string, in PollSeed) any {
			return map[string]string{"pollId": s.StartPoll(uuid, in)}
		})},
		{at + "/polls/answer", does(func(s *Simulator, uuid string, in pollAnswer) {
			s.AnswerPoll(uuid, in.UserUUID, in.Options...)
		})},
		{at + "/polls/end", does(func(s *Simulator, uuid string, _ empty) { s.EndPoll(uuid) })},
		{at + "/quizzes", seeds(func(s *Simulator, uuid string, in QuizSeed) any {
			return map[string]string{"quizId": s.StartQuiz(uuid, in)}
		})},
		{at + "/quizzes/answer", does(func(s *Simulator, uuid string, in quizAnswer) {
			s.AnswerQuiz(uuid, in.UserUUID, in.Items...)
		})},
		{at + "/quizzes/end", does(func(s *Simulator, uuid string, _ empty) { s.EndQuiz(uuid) })},
		{at + "/chat", does(func(s *Simulator, uuid string, in chatSeed) { s.Chat(uuid, in.UserUUID, in.Message) })},
		{at + "/rewards", does(func(s *Simulator, uuid string, in rewardSeed) { s.Reward(uuid, in.UserUUID, in.Count) })},
		{at + "/events", does(func(s *Simulator, uuid string, in eventSeed) { s.AppendEvent(uuid, in.Cmd, in.Data) })},
		{at + "/widget-events", does(func(s *Simulator, uuid string, in widgetEventSeed) {
			s.AppendWidgetEvent(uuid, in.Widget, in.Data)
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

func setProperties(s *Simulator, uuid string, in propertySeed) {
	for _, key := range slices.Sorted(maps.Keys(in.Set)) {
		switch value := in.Set[key]; {
		case in.UserUUID != "":
			s.SetUserProperty(uuid, in.UserUUID, key, value)
		case in.ExtAppUUID != "":
			s.SetExtAppProperty(uuid, in.ExtAppUUID, key, value)
		default:
			s.SetRoomProperty(uuid, key, value)
		}
	}
}
