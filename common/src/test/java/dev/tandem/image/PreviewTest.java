package dev.tandem.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.data.ImageShape;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Samples whose original has a level of 10 · sample, which in pass p becomes 5 more than 100 · p above it. */
class PreviewTest {

    private static final int SHOWN = 96;
    private static final int CELL_WIDTH = SHOWN + 6;
    private static final int CELL_HEIGHT = SHOWN + 6 + Lettering.HEIGHT;

    private record Samples(int samples, ImageShape imageShape, Mixing mixing) implements PictureSource {

        @Override
        public String caption(int sample) {
            return "class " + sample;
        }

        @Override
        public Sample preview(int sample, int pass) throws IOException {
            if (sample == 13) {
                throw new IOException("13.png is torn");
            }
            int values = imageShape.height() * imageShape.width() * imageShape.channels();
            return new Sample(
                    Pictures.filled(values, 10 * sample),
                    Pictures.filled(values, Math.min(255, 10 * sample + 100 * pass + 5)));
        }
    }

    private static Samples samples(int count) {
        return new Samples(count, new ImageShape(2, 2, 1), Mixing.NONE);
    }

    private static BufferedImage written(PictureSource source, int samples, int pass, int passes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Preview.of(source, samples, pass, passes).write(bytes);
        return ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
    }

    private static Color cell(BufferedImage sheet, int row, int column) {
        return new Color(sheet.getRGB(6 + column * CELL_WIDTH + SHOWN / 2, 6 + row * CELL_HEIGHT + SHOWN / 2));
    }

    private static Color grey(int level) {
        return new Color(level, level, level);
    }

    @Test
    void rows_areSamplesSpreadOverAll_andColumnsTheirPasses() throws IOException {
        BufferedImage sheet = written(samples(10), 3, 1, 2);
        assertThat(sheet.getWidth()).isEqualTo(3 * CELL_WIDTH + 6);
        assertThat(sheet.getHeight()).isEqualTo(3 * CELL_HEIGHT + 6);
        int[] shown = {0, 3, 6};
        for (int row = 0; row < 3; row++) {
            assertThat(cell(sheet, row, 0)).isEqualTo(grey(10 * shown[row]));
            assertThat(cell(sheet, row, 1)).isEqualTo(grey(10 * shown[row] + 105));
            assertThat(cell(sheet, row, 2)).isEqualTo(grey(Math.min(255, 10 * shown[row] + 205)));
        }
    }

    @Test
    void fewerSamplesThanAskedFor_areAllShown() throws IOException {
        assertThat(written(samples(2), 8, 0, 1).getHeight()).isEqualTo(2 * CELL_HEIGHT + 6);
    }

    @Test
    void tornPicture_isNamed() {
        assertThatThrownBy(() -> Preview.of(samples(14), 14, 0, 1))
                .isInstanceOf(IOException.class)
                .hasMessage("13.png is torn");
    }

    @Test
    void captions_areTheClassAndTheEpochs() throws IOException {
        assertThat(captions(samples(2)))
                .containsExactly("class 0", "epoch 1", "epoch 2", "class 1", "epoch 1", "epoch 2");
    }

    @Test
    void mixedSamples_haveSharesForCaptions() throws IOException {
        Samples mixed = new Samples(4, new ImageShape(4, 4, 3), new Mixing(1, 0));
        List<String> captions = captions(mixed);
        assertThat(captions).anyMatch(caption -> caption.matches("\\d+% class 0 \\+ \\d+% class \\d"));
        assertThat(captions)
                .allMatch(caption -> caption.matches("class \\d|epoch \\d|\\d+% class \\d \\+ \\d+% class \\d"));
    }

    private static List<String> captions(PictureSource source) throws IOException {
        List<String> captions = new ArrayList<>();
        Preview.of(source, 4, 0, 2, new Noted(captions)).draw();
        return captions;
    }

    private record Noted(List<String> texts) implements Lettering {

        @Override
        public int width(Graphics2D graphics, String text) {
            return 0;
        }

        @Override
        public void draw(Graphics2D graphics, String text, int left, int top) {
            texts.add(text);
        }
    }

    @Test
    void colours_areRedGreenBlue() {
        ContactSheet sheet = new ContactSheet(new ImageShape(2, 2, 3), new BlockLetters());
        sheet.beginRow();
        sheet.add(new float[] {0, 0, 0, 200.4f, 0, 0, 0, 100.5f, 0, 0, 0, 30}, "");
        assertThat(cell(sheet.draw(), 0, 0)).isEqualTo(new Color(200, 101, 30));
    }

    @Test
    void tallPictures_areReducedByTheirHeight() {
        ContactSheet sheet = new ContactSheet(new ImageShape(384, 100, 1), new BlockLetters());
        sheet.beginRow();
        sheet.add(Pictures.filled(38_400, 50), "tall");
        assertThat(sheet.draw().getWidth()).isEqualTo(50 + 12);
        assertThat(sheet.draw().getHeight()).isEqualTo(192 + 12 + Lettering.HEIGHT);
    }

    @Test
    void largePictures_areReduced() {
        ContactSheet sheet = new ContactSheet(new ImageShape(100, 400, 1), new BlockLetters());
        sheet.beginRow();
        sheet.add(Pictures.filled(40_000, 50), "wide");
        assertThat(sheet.draw().getWidth()).isEqualTo(192 + 12);
        assertThat(sheet.draw().getHeight()).isEqualTo(48 + 12 + Lettering.HEIGHT);
    }
}
