package dev.tandem.image;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Writes short texts on pictures. */
interface Lettering {

    /** Pixels that a line of text takes from top to bottom. */
    int HEIGHT = 14;

    /** Pixels that a text takes from left to right. */
    int width(Graphics2D graphics, String text);

    /** Writes a line whose upper left corner is given, in the current colour. */
    void draw(Graphics2D graphics, String text, int left, int top);

    /** The machine's own font, or {@link BlockLetters} where it has none. */
    static Lettering available() {
        Lettering machine = new MachineFont();
        Graphics2D trial = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        try {
            machine.draw(trial, "a", 0, 0);
            return machine;
        } catch (Error | RuntimeException noFont) {
            // What Java throws without fonts, or without the library to read them, is not specified: a plain Error is
            // among it.
            return new BlockLetters();
        } finally {
            trial.dispose();
        }
    }

    /** Shortens a text to a width, with dots for what is left out. */
    default String fitted(Graphics2D graphics, String text, int width) {
        String shown = text;
        int kept = text.length();
        while (kept > 0 && width(graphics, shown) > width) {
            kept--;
            shown = text.substring(0, kept) + "...";
        }
        return shown;
    }

    /** Java's sans serif font, which is one of the machine's. */
    final class MachineFont implements Lettering {

        private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

        @Override
        public int width(Graphics2D graphics, String text) {
            return graphics.getFontMetrics(FONT).stringWidth(text);
        }

        @Override
        public void draw(Graphics2D graphics, String text, int left, int top) {
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setFont(FONT);
            graphics.drawString(text, left, top + HEIGHT - 4);
        }
    }
}
