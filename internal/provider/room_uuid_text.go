package provider

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"

	"golang.org/x/text/unicode/norm"
)

const (
	// roomUUIDHashBytes makes it unlikely (1 in 5 million) that any two of ten thousand texts
	// which read the same in ASCII have the same id.
	roomUUIDHashBytes = 6
	// roomUUIDReadableBytes is what the hash and its hyphen leave of an id.
	roomUUIDReadableBytes = idMaxBytes - 1 - 2*roomUUIDHashBytes
)

// roomUUIDFrom makes an id of a text, always the same one.
func roomUUIDFrom(text string) (string, error) {
	if text == "" {
		return "", errors.New("no id can be made of an empty text")
	}
	// As a segment of a URL's path, "." and ".." would name another path.
	if checkID(text) == nil && text != "." && text != ".." {
		return text, nil
	}
	readable := asciiFrom(text)
	readable = readable[:min(len(readable), roomUUIDReadableBytes)]
	readable = strings.Trim(readable, "- ")
	if readable == "" {
		readable = "room"
	}
	hash := sha256.Sum256([]byte(text))
	return readable + "-" + hex.EncodeToString(hash[:roomUUIDHashBytes]), nil
}

// wholeLetters are those Latin letters that Unicode does not take apart.
var wholeLetters = strings.NewReplacer(
	"Æ", "AE", "æ", "ae", "Œ", "OE", "œ", "oe", "ẞ", "SS", "ß", "ss", "Þ", "Th", "þ", "th",
	"Ð", "D", "ð", "d", "Đ", "D", "đ", "d", "Ø", "O", "ø", "o", "Ł", "L", "ł", "l", "ı", "i",
)

// asciiFrom comes as near to a text as the characters of an id allow.
func asciiFrom(text string) string {
	var near strings.Builder
	for _, char := range norm.NFKD.String(wholeLetters.Replace(text)) {
		switch {
		case idCharacter(char):
			near.WriteRune(char)
		case combiningAccent(char), strings.HasSuffix(near.String(), "-"):
		default:
			near.WriteByte('-')
		}
	}
	return near.String()
}

// combiningAccent knows the accents that NFKD takes off Latin letters.
func combiningAccent(char rune) bool { return '\u0300' <= char && char <= '\u036f' }
