package dev.tandem.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NormalizerTest {

    @TempDir
    private Path folder;

    private NpySequence data(int batchSize, float... values) throws IOException {
        String file = Npy.write(folder.resolve("x.npy"), Npy.floats("(" + values.length / 2 + ", 2)", values));
        return NpySequence.ofFiles(file, file, batchSize, OptionalInt.empty());
    }

    @Test
    void standard_givesMeanZeroAndDeviationOne() throws IOException {
        NpySequence data = data(2, 1, 5, 2, 5, 6, 5);
        Normalizer fitted = fit(Normalization.STANDARD, data);

        assertThat(fitted.offsets()).containsExactly(3.0, 5.0);
        assertThat(fitted.spreads().get(0)).isCloseTo(Math.sqrt(14 / 3.0), within(1e-15));
        assertThat(fitted.spreads().get(1)).isZero();
        float[][] rows =
                new NormalizedSequence(data, fitted).get(0).inputs().get(0).toFloatMatrix();
        assertThat(rows[0]).containsExactly((float) (-2 / Math.sqrt(14 / 3.0)), 0);
    }

    @Test
    void minMax_givesZeroToOne() throws IOException {
        NpySequence data = data(2, 1, 5, 2, 5, 6, 5);
        Normalizer fitted = fit(Normalization.MIN_MAX, data);

        assertThat(fitted.toNotes())
                .isEqualTo(Map.of("mode", "min_max", "min", List.of(1.0, 5.0), "max", List.of(6.0, 5.0)));
        assertThat(new NormalizedSequence(data, fitted).get(0).inputs().get(0).toFloatMatrix())
                .isEqualTo(new float[][] {{0, 0}, {0.2f, 0}});
    }

    @Test
    void targets_stayAsTheyAre() throws IOException {
        NpySequence data = data(2, 1, 5, 2, 5, 6, 5);
        assertThat(new NormalizedSequence(data, fit(Normalization.STANDARD, data))
                        .get(1)
                        .targets()
                        .get(0)
                        .toFloatVector())
                .containsExactly(6, 5);
    }

    @Test
    void featuresThatAreNoNumbers_stayAsTheyAre() throws IOException {
        NpySequence data = data(1, 1, 5, 2, 7);
        BitSet first = new BitSet();
        first.set(0);
        for (Normalization mode : Normalization.values()) {
            Normalizer fitted = Normalizer.fit(mode, StatisticsPass.of(data), first);
            assertThat(new NormalizedSequence(data, fitted)
                            .get(1)
                            .inputs()
                            .get(0)
                            .toFloatVector()[1])
                    .isEqualTo(7);
        }
    }

    @Test
    void notes_giveTheSameNormalizer() throws IOException {
        NpySequence data = data(3, 0.1f, 0.7f, 0.3f, 1e20f, 17, -3);
        for (Normalization mode : Normalization.values()) {
            NormalizedSequence normalized = new NormalizedSequence(data, fit(mode, data));
            Map<?, ?> notes = (Map<?, ?>) normalized.notes().preparation().get("normalize");
            assertThat(Normalizer.fromNotes(notes)).isEqualTo(normalized.normalizer());
        }
    }

    @Test
    void notesWithoutNumbers_areNamed() {
        assertThatThrownBy(() -> Normalizer.fromNotes(Map.of("mode", "standard", "mean", "3")))
                .hasMessage("Notes on normalization need numbers under 'mean', but have "
                        + Map.of("mode", "standard", "mean", "3"));
    }

    @Test
    void otherColumns_areRefused() throws IOException {
        Normalizer one = new Normalizer(Normalization.STANDARD, List.of(1.0), List.of(1.0));
        NpySequence data = data(3, 1, 2);
        assertThatThrownBy(() -> new NormalizedSequence(data, one))
                .hasMessage("The data has 2 features, but the normalizer was fitted on 1: both need the same columns");
    }

    @Test
    void notANumber_cannotBeNormalized() throws IOException {
        NpySequence data = data(3, 1, 2, Float.NaN, 4);
        assertThatThrownBy(() -> fit(Normalization.STANDARD, data))
                .hasMessage("Feature 0 cannot be normalized: its [mean, std] are NaN and NaN");
    }

    @Test
    void parts_coverEverythingOnce() {
        for (int length = 1; length < 1000; length += 7) {
            int next = 0;
            for (var part : StatisticsPass.parts(length)) {
                assertThat(part.from()).isEqualTo(next);
                assertThat(part.size()).isPositive();
                next = part.to();
            }
            assertThat(next).isEqualTo(length);
            assertThat(StatisticsPass.parts(length)).hasSizeLessThanOrEqualTo(256);
        }
    }

    @Test
    void partsThatTravelled_mergeToTheSameBits() throws IOException {
        Random random = new Random(1);
        float[] values = new float[600];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * 100 + 1e4);
        }
        NpySequence data = data(1, values);
        ColumnStatistics merged = new ColumnStatistics(2);
        for (var part : StatisticsPass.parts(data.length())) {
            merged.merge(
                    ColumnStatistics.fromBytes(StatisticsPass.of(data, part).toBytes()));
        }
        ColumnStatistics here = StatisticsPass.of(data);
        assertThat(merged.toBytes()).isEqualTo(here.toBytes());
        assertThat(here.count()).isEqualTo(300);
        double mean = 0;
        for (int i = 0; i < 600; i += 2) {
            mean += values[i] / 300.0;
        }
        double square = 0;
        for (int i = 0; i < 600; i += 2) {
            square += (values[i] - mean) * (values[i] - mean) / 300;
        }
        assertThat(here.mean(0)).isCloseTo(mean, within(1e-8));
        assertThat(here.standardDeviation(0)).isCloseTo(Math.sqrt(square), within(1e-8));
    }

    private static Normalizer fit(Normalization mode, NpySequence data) throws IOException {
        return Normalizer.fit(mode, StatisticsPass.of(data), data.numbers());
    }
}
