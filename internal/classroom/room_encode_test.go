package classroom

import (
	"context"
	"testing"
	"time"
)

func TestCreateBody(t *testing.T) {
	start := time.Date(2024, 3, 4, 9, 0, 0, 1e6, time.FixedZone("CET", 3600))
	for name, test := range map[string]struct {
		request RoomRequest
		want    string
	}{
		"bare":         {RoomRequest{Name: "A", Type: OneToOne}, `{"roomName":"A","roomType":0}`},
		"schedule":     {RoomRequest{Name: "A", Schedule: &Schedule{StartTime: start, Duration: new(int64(1800)), CloseDelay: new(int64(0))}}, `{"roomName":"A","roomProperties":{"schedule":{"closeDelay":0,"duration":1800,"startTime":1709539200001}},"roomType":0}`},
		"duration":     {RoomRequest{Name: "A", Schedule: &Schedule{Duration: new(int64(60))}}, `{"roomName":"A","roomProperties":{"schedule":{"duration":60}},"roomType":0}`},
		"hands up":     {RoomRequest{Name: "A", HandsUp: &HandsUp{MaxAccept: new(int64(0)), DefaultAcceptRole: new("")}}, `{"roomName":"A","roomProperties":{"processes":{"handsUp":{"defaultAcceptRole":"","maxAccept":0}}},"roomType":0}`},
		"hosted":       {RoomRequest{Name: "A", Type: LectureHall, HostingScene: &HostingScene{VideoURL: "https://v/?a&b", ReserveVideoURL: "https://r", FinishType: new(FinishWithRecording)}}, `{"roomName":"A","roomProperties":{"hostingScene":{"finishType":0,"reserveVideoURL":"https://r","videoURL":"https://v/?a&b"}},"roomType":2}`},
		"examination":  {RoomRequest{Name: "A", ExaminationURL: "https://e"}, `{"roomName":"A","roomProperties":{"examinationUrl":"https://e"},"roomType":0}`},
		"properties":   {RoomRequest{Name: "A", Properties: map[string]any{"a.b": 1}}, `{"roomName":"A","roomProperties":{"flexProps":{"a":{"b":1}}},"roomType":0}`},
		"widgets":      {RoomRequest{Name: "A", Widgets: map[string]bool{"easemobIM": false, "netlessBoard": true}}, `{"roomName":"A","roomProperties":{"widgets":{"easemobIM":{"state":0},"netlessBoard":{"state":1}}},"roomType":0}`},
		"cloud":        {RoomRequest{Name: "A", Type: CloudClassroom, RoleLimits: map[Role]RoleLimit{RoleStudent: {Limit: new(int64(9)), DefaultStream: &DefaultStream{State: new(true), VideoState: new(false), AudioState: new(true)}}}}, `{"roleConfig":{"2":{"defaultStream":{"audioState":1,"state":1,"videoState":0},"limit":9}},"roomName":"A","roomType":10}`},
		"empty parts":  {RoomRequest{Name: "A", Properties: map[string]any{}, Widgets: map[string]bool{}}, `{"roomName":"A","roomType":0}`},
		"empty limits": {RoomRequest{Name: "A", RoleLimits: map[Role]RoleLimit{RoleTeacher: {}}}, `{"roleConfig":{"1":{}},"roomName":"A","roomType":0}`},
	} {
		if got, err := encode(test.request.body()); err != nil || string(got) != test.want {
			t.Errorf("%s (%v)\n got %s\nwant %s", name, err, got, test.want)
		}
	}
}

func TestWritesOnTheWire(t *testing.T) {
	type objects = map[string]any
	for name, test := range map[string]struct {
		write        func(context.Context, *Client) error
		method, path string
		body         string
	}{
		"state": {func(ctx context.Context, c *Client) error { return c.SetRoomState(ctx, "r#1", Closed) },
			"PUT", "/states/3", ``},
		"room properties": {func(ctx context.Context, c *Client) error {
			return c.UpdateRoomProperties(ctx, "r#1", PropertiesUpdate{Properties: objects{"a.b": nil, "c": objects{}}, Cause: objects{}}, nil)
		}, "PUT", "/properties", `{"cause":{},"properties":{"a.b":null,"c":{}}}`},
		"examination": {func(ctx context.Context, c *Client) error {
			return c.UpdateRoomProperties(ctx, "r#1", PropertiesUpdate{}, new(""))
		}, "PUT", "/properties", `{"properties":{},"roomProperties":{"examinationUrl":""}}`},
		"fewer room properties": {func(ctx context.Context, c *Client) error {
			return c.DeleteRoomProperties(ctx, "r#1", []string{"a.b", "c"}, objects{"by": "us"})
		}, "DELETE", "/properties", `{"cause":{"by":"us"},"properties":["a.b","c"]}`},
		"user properties": {func(ctx context.Context, c *Client) error {
			return c.UpdateUserProperties(ctx, "r#1", "a?b", PropertiesUpdate{Properties: objects{"n": 1}})
		}, "PUT", "/users/a%3Fb/properties", `{"properties":{"n":1}}`},
		"fewer user properties": {func(ctx context.Context, c *Client) error {
			return c.DeleteUserProperties(ctx, "r#1", "a?b", []string{"n"}, nil)
		}, "DELETE", "/users/a%3Fb/properties", `{"properties":["n"]}`},
		"extApp": {func(ctx context.Context, c *Client) error {
			return c.UpdateExtAppProperties(ctx, "r#1", "x y", PropertiesUpdate{Properties: objects{"n": 1}}, new(false))
		}, "PUT", "/extApps/x%20y/properties", `{"common":{"state":0},"properties":{"n":1}}`},
		"extApp left as it is": {func(ctx context.Context, c *Client) error {
			return c.UpdateExtAppProperties(ctx, "r#1", "x y", PropertiesUpdate{}, nil)
		}, "PUT", "/extApps/x%20y/properties", `{"properties":{}}`},
		"fewer of an extApp": {func(ctx context.Context, c *Client) error {
			return c.DeleteExtAppProperties(ctx, "r#1", "x y", []string{"n"}, nil)
		}, "DELETE", "/extApps/x%20y/properties", `{"properties":["n"]}`},
		"groups": {func(ctx context.Context, c *Client) error {
			return c.SetGroups(ctx, "r#1", []Group{{UUID: "g1", Name: "One", Users: []string{"ada"}}, {UUID: "g2"}})
		}, "PUT", "/groups/states/1", `{"groups":[{"groupName":"One","groupUuid":"g1","users":[{"userUuid":"ada"}]},{"groupUuid":"g2","users":[]}]}`},
		"no groups": {func(ctx context.Context, c *Client) error { return c.RemoveGroups(ctx, "r#1") },
			"PUT", "/groups/states/0", ``},
	} {
		t.Run(name, func(t *testing.T) {
			transport := play(succeeds(`null`))
			if err := test.write(t.Context(), testClient(t, transport)); err != nil {
				t.Fatal(err)
			}
			seen, want := transport.seen()[0], "/ap/edu/apps/"+vectorAppID+"/v2/rooms/r%231"+test.path
			if seen.method != test.method || seen.target != want || seen.body != test.body {
				t.Errorf("\nsent %s %s %s\nwant %s %s %s", seen.method, seen.target, seen.body, test.method, want, test.body)
			}
		})
	}
}
