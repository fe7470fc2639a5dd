package dev.tandem.image;

import dev.tandem.data.ImageShape;
import dev.tandem.image.PictureSource.Sample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Draws a contact sheet of what training sees: a row for each sample, the picture itself first, then what some passes make of it. */
public final class Preview {

    private final PictureSource source;
    private final int[] samples;
    private final ContactSheet sheet;

    private Preview(PictureSource source, int samples, Lettering lettering) {
        this.source = source;
        int shown = Math.min(samples, source.samples());
        this.samples = IntStream.range(0, shown)
                .map(i -> (int) ((long) source.samples() * i / shown))
                .toArray();
        this.sheet = new ContactSheet(source.imageShape(), lettering);
    }

    /**
     * Reads some samples, spread over all of them.
     *
     * <p>Where batches are mixed, the shown samples make up the batch, so partners differ from those in training.
     *
     * @param source of the pictures
     * @param samples at most so many rows
     * @param pass the first one that is shown, from 0
     * @param passes how many passes are shown
     * @throws IOException if a picture cannot be read; the message names the file
     */
    public static ContactSheet of(PictureSource source, int samples, int pass, int passes) throws IOException {
        return of(source, samples, pass, passes, Lettering.available());
    }

    static ContactSheet of(PictureSource source, int samples, int pass, int passes, Lettering lettering)
            throws IOException {
        return new Preview(source, samples, lettering).draw(pass, passes);
    }

    private ContactSheet draw(int pass, int passes) throws IOException {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < passes; i++) {
            columns.add(column(pass + i));
        }
        for (int row = 0; row < samples.length; row++) {
            sheet.beginRow();
            sheet.add(source.preview(samples[row], pass).original(), source.caption(samples[row]));
            for (int i = 0; i < passes; i++) {
                sheet.add(columns.get(i).picture(row), columns.get(i).caption(row, pass + i));
            }
        }
        return sheet;
    }

    private Column column(int pass) throws IOException {
        ImageShape shape = source.imageShape();
        int values = shape.channels() * shape.height() * shape.width();
        float[] levels = new float[Math.multiplyExact(samples.length, values)];
        float[] shares = new float[samples.length * samples.length];
        for (int row = 0; row < samples.length; row++) {
            Sample sample = source.preview(samples[row], pass);
            System.arraycopy(sample.changed(), 0, levels, row * values, values);
            shares[row * samples.length + row] = 1;
        }
        source.mixing().apply(levels, shares, samples.length, shape, samples.length, pass);
        return new Column(levels, shares, values);
    }

    /** What one pass makes of all rows; each row's shares of the rows' originals add up to 1. */
    private final class Column {

        private final float[] levels;
        private final float[] shares;
        private final int values;

        Column(float[] levels, float[] shares, int values) {
            this.levels = levels;
            this.shares = shares;
            this.values = values;
        }

        float[] picture(int row) {
            return Arrays.copyOfRange(levels, row * values, (row + 1) * values);
        }

        /** The epoch, counted from 1; of a mixed sample what its targets are. */
        String caption(int row, int pass) {
            if (shares[row * samples.length + row] == 1) {
                return "epoch " + (pass + 1);
            }
            Map<String, Float> targets = new LinkedHashMap<>();
            for (int other = 0; other < samples.length; other++) {
                float share = shares[row * samples.length + other];
                if (share > 0) {
                    targets.merge(source.caption(samples[other]), share, Float::sum);
                }
            }
            return targets.entrySet().stream()
                    .map(target -> String.format(Locale.ROOT, "%.0f%% %s", 100 * target.getValue(), target.getKey()))
                    .collect(Collectors.joining(" + "));
        }
    }
}
