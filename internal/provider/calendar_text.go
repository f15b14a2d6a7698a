package provider

import (
	"strings"
)

// unescapeText reads a TEXT (section 3.3.11).
func unescapeText(text string) string {
	if !strings.Contains(text, `\`) {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] != '\\' || i+1 == len(text) {
			b.WriteByte(text[i])
			continue
		}
		i++
		switch c := text[i]; c {
		case 'n', 'N':
			b.WriteByte('\n')
		case '\\', ',', ';', ':', '"':
			b.WriteByte(c)
		default: // not an escape: a path, for example
			b.WriteByte('\\')
			b.WriteByte(c)
		}
	}
	return b.String()
}

// splitTexts reads a list of TEXT values. Empty ones are left out.
func splitTexts(list string) []string {
	texts := []string{}
	start, escaped := 0, false
	for i := 0; i <= len(list); i++ {
		if i < len(list) && (escaped || list[i] != ',') {
			escaped = !escaped && list[i] == '\\'
			continue
		}
		if text := strings.TrimSpace(unescapeText(list[start:i])); text != "" {
			texts = append(texts, text)
		}
		start = i + 1
	}
	return texts
}
