package main

import (
	"strings"
	"testing"
	"time"
)

func TestCourseRows(t *testing.T) {
	const header = "module,title,lesson_type,class_no,weekday,start,end,weeks,size\n"
	const lecture = "CS1010S,\"Methods, first\",Lecture,1,Wednesday,1000,1200,1 2 3,400\r\n"
	rows, lessons := courseRows(header + lecture +
		"CS1010S,Methods,Recitation,1,Friday,0900,1000,3 4,\nMA1521,Calculus,Lecture,1,Thursday,0800,1000,1 2,\n")
	if rows != header+lecture || lessons != 3 {
		t.Errorf("%d lessons of %q", lessons, rows)
	}
}

func TestConfigurationOfATerm(t *testing.T) {
	t.Chdir("../..")
	c, err := newConfiguration(t.TempDir(), time.Date(2026, 12, 7, 0, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	block := c.moduleBlock()
	if !strings.HasPrefix(block, "module \"term\" {\n") || !strings.HasSuffix(block, "\n}") ||
		!strings.Contains(block, `first_monday = "2026-12-07"`) || strings.Contains(block, "output") {
		t.Errorf("the block is %s", block)
	}
	if c.lessons != 91 {
		t.Errorf("%d lessons", c.lessons)
	}
}
