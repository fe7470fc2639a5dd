package dev.tandem.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LetteringTest {

    private static final String GLYPHS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,-_:/+=()% ";

    private final Lettering blocks = new BlockLetters();

    private static BufferedImage written(Lettering lettering, String text) {
        BufferedImage image = new BufferedImage(60, Lettering.HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        lettering.draw(graphics, text, 0, 0);
        graphics.dispose();
        return image;
    }

    /** One character for each square of 2 × 2 pixels. */
    private static String squares(String letter) {
        BufferedImage image = written(new BlockLetters(), letter);
        return IntStream.range(0, 5)
                .mapToObj(row -> IntStream.range(0, 3)
                        .mapToObj(column -> image.getRGB(column * 2, 2 + row * 2) == Color.WHITE.getRGB() ? "#" : ".")
                        .collect(Collectors.joining()))
                .collect(Collectors.joining(" "));
    }

    @Test
    void blockLetters_areDrawnSquareBySquare() {
        assertThat(squares("R")).isEqualTo("##. #.# ##. #.# #.#");
        assertThat(squares("7")).isEqualTo("### ..# ..# .#. .#.");
        assertThat(squares(" ")).isEqualTo("... ... ... ... ...");
    }

    @Test
    void smallLetters_areDrawnAsCapitals() {
        assertThat(squares("g")).isEqualTo(squares("G"));
    }

    @Test
    void unknownCharacters_areBlocks() {
        assertThat(squares("纸")).isEqualTo("### ### ### ### ###");
    }

    @Test
    void glyphs_differFromEachOther() {
        Set<String> seen = new HashSet<>();
        GLYPHS.chars().forEach(glyph -> seen.add(squares(Character.toString(glyph))));
        seen.add(squares("?"));
        assertThat(seen).hasSize(GLYPHS.length() + 1);
    }

    @Test
    void longTexts_areCutWithDots() {
        Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        assertThat(blocks.fitted(graphics, "cardboard", 72)).isEqualTo("cardboard");
        assertThat(blocks.fitted(graphics, "cardboard", 71)).isEqualTo("cardb...");
        assertThat(blocks.fitted(graphics, "cardboard", 3)).isEqualTo("...");
        graphics.dispose();
    }

    @Test
    void availableLettering_writesSomething() {
        BufferedImage image = written(Lettering.available(), "glass");
        assertThat(IntStream.range(0, 60 * Lettering.HEIGHT)
                        .filter(i -> image.getRGB(i % 60, i / 60) != Color.BLACK.getRGB()))
                .isNotEmpty();
    }
}
