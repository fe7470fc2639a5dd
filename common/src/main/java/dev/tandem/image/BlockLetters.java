package dev.tandem.image;

import java.awt.Graphics2D;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Capital letters of 3 × 5 squares, drawn without any font. Small letters are drawn as capitals, unknown characters as a block. A glyph
 * is five octal digits from top to bottom; each bit is a square, the left one first.
 */
final class BlockLetters implements Lettering {

    private static final int SQUARE = 2;
    private static final int COLUMNS = 3;
    private static final int ADVANCE = (COLUMNS + 1) * SQUARE;
    private static final String UNKNOWN = "77777";

    private static final Map<Character, String> GLYPHS = glyphs(
            "A25755 B65656 C34443 D65556 E74647 F74644 G34553 H55755 I72227 J11152 K55655 L44447 M57755 N65555 O25552",
            "P65644 Q25563 R65655 S34216 T72222 U55557 V55522 W55775 X55255 Y55222 Z71247",
            "075557 126227 261247 361216 455711 574616 634757 771122 875757 975716",
            ".00002 ,00024 -00700 _00007 :02020 /11244 +02720 =07070 (12221 )42224 %51245");

    private static Map<Character, String> glyphs(String... lines) {
        Map<Character, String> glyphs = new HashMap<>();
        glyphs.put(' ', "00000");
        for (String glyph : String.join(" ", lines).split(" ")) {
            glyphs.put(glyph.charAt(0), glyph.substring(1));
        }
        return glyphs;
    }

    @Override
    public int width(Graphics2D graphics, String text) {
        return text.length() * ADVANCE;
    }

    @Override
    public void draw(Graphics2D graphics, String text, int left, int top) {
        String capitals = text.toUpperCase(Locale.ROOT);
        for (int i = 0; i < capitals.length(); i++) {
            drawGlyph(graphics, GLYPHS.getOrDefault(capitals.charAt(i), UNKNOWN), left + i * ADVANCE, top + SQUARE);
        }
    }

    private static void drawGlyph(Graphics2D graphics, String glyph, int left, int top) {
        for (int row = 0; row < glyph.length(); row++) {
            int squares = Character.digit(glyph.charAt(row), 8);
            for (int column = 0; column < COLUMNS; column++) {
                if ((squares >> (COLUMNS - 1 - column) & 1) == 1) {
                    graphics.fillRect(left + column * SQUARE, top + row * SQUARE, SQUARE, SQUARE);
                }
            }
        }
    }
}
