package dev.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.config.SmallBuiltins;
import dev.tandem.config.SmallBuiltins.Numbered;
import dev.tandem.data.Batch;
import dev.tandem.data.ImageShape;
import dev.tandem.data.Sequence;
import dev.tandem.image.Mixing;
import dev.tandem.image.PictureSource;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewCommandTest {

    private static final int CELL_WIDTH = 102;
    private static final int CELL_HEIGHT = 116;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Pictures of one pixel, whose level is 40 · sample and in each pass one more. */
    public static final class Pixels implements Sequence, PictureSource {

        private static final long serialVersionUID = 1;

        @Override
        public int length() {
            return 1;
        }

        @Override
        public Batch get(int index) throws IOException {
            throw new IOException("a preview needs no batches");
        }

        @Override
        public int samples() {
            return 3;
        }

        @Override
        public ImageShape imageShape() {
            return new ImageShape(1, 1, 1);
        }

        @Override
        public String caption(int sample) {
            return "pixel";
        }

        @Override
        public Sample preview(int sample, int pass) {
            return new Sample(new float[] {40 * sample}, new float[] {40 * sample + pass + 1});
        }

        @Override
        public Mixing mixing() {
            return Mixing.NONE;
        }
    }

    private int run(Class<?> data, String... arguments) throws IOException {
        Path job = folder.resolve("job.yaml");
        Files.writeString(job, """
                name: small
                model: {zoo: mlp, input_shape: [4], classes: 3}
                data: {train: {class: %s}}
                """.formatted(data.getName()));
        String[] all = new String[arguments.length + 2];
        all[0] = "preview";
        all[1] = job.toString();
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return Main.commands(new SmallBuiltins())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }

    @Test
    void preview_drawsOriginalsBesideFourEpochs() throws IOException {
        Path file = folder.resolve("sheet.png");
        assertThat(run(Pixels.class, "--out", file.toString(), "--epoch", "3", "--samples", "2"))
                .isEqualTo(ExitCode.DONE);
        assertThat(out.toString().lines()).containsExactly("Drew " + file);
        BufferedImage sheet = ImageIO.read(file.toFile());
        assertThat(sheet.getWidth()).isEqualTo(5 * CELL_WIDTH + 6);
        assertThat(sheet.getHeight()).isEqualTo(2 * CELL_HEIGHT + 6);
        for (int row = 0; row < 2; row++) {
            for (int column = 0; column < 5; column++) {
                int level = 40 * row + (column == 0 ? 0 : column + 2);
                assertThat(new Color(sheet.getRGB(50 + column * CELL_WIDTH, 50 + row * CELL_HEIGHT)))
                        .isEqualTo(new Color(level, level, level));
            }
        }
    }

    @Test
    void preview_ofOtherData_isWrongUsage() throws IOException {
        assertThat(run(Numbered.class, "--set", "data.train={class: {" + Numbered.class.getName() + ": {length: 10}}}"))
                .isEqualTo(ExitCode.BAD_JOB_OR_USAGE);
        assertThat(err.toString())
                .startsWith("Cannot preview data.train: it is no source of pictures (must be images, or a Sequence that"
                        + " is a PictureSource)");
    }

    @Test
    void preview_ofNoSamples_isWrongUsage() throws IOException {
        assertThat(run(Pixels.class, "--samples", "0")).isEqualTo(ExitCode.BAD_JOB_OR_USAGE);
        assertThat(err.toString()).startsWith("Invalid --samples: 0 (must be >= 1)");
    }

    @Test
    void preview_ofNoEpoch_isWrongUsage() throws IOException {
        assertThat(run(Pixels.class, "--epoch", "0")).isEqualTo(ExitCode.BAD_JOB_OR_USAGE);
        assertThat(err.toString()).startsWith("Invalid --epoch: 0 (must be >= 1)");
    }

    @Test
    void preview_intoAMissingFolder_namesTheFile() throws IOException {
        String file = folder.resolve("none/sheet.png").toString();
        assertThat(run(Pixels.class, "--out", file)).isEqualTo(ExitCode.TRAINING_FAILED);
        assertThat(err.toString()).startsWith("Cannot write " + file + ": java.nio.file.NoSuchFileException");
    }
}
