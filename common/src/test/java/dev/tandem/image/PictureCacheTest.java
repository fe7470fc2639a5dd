package dev.tandem.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tandem.data.Batch;
import dev.tandem.data.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PictureCacheTest {

    private static final int PICTURES = 12;
    private static final int PICTURE_BYTES = 5 * 4 * 3;

    @TempDir
    Path folder;

    static Stream<CacheLimit> limits() {
        return Stream.of(
                CacheLimit.memory(PICTURES * PICTURE_BYTES),
                CacheLimit.memory(5 * PICTURE_BYTES),
                CacheLimit.disk(PICTURES * PICTURE_BYTES),
                CacheLimit.disk(5 * PICTURE_BYTES),
                CacheLimit.disk(1));
    }

    private ImageSequence open(CacheLimit limit) throws IOException {
        Files.createDirectories(folder.resolve("a"));
        for (int i = 0; i < PICTURES; i++) {
            Files.write(folder.resolve("a/" + i + ".png"), ImageFiles.png(ImageFiles.noise(i + 3, 9)));
        }
        return ImageSequence.fromDirectory(folder.toString())
                .imageSize(5, 4, 3)
                .batchSize(5)
                .augment(Augmentation.builder().rotationRange(20).build())
                .cache(limit)
                .open();
    }

    private static List<Batch> pass(ImageSequence sequence) {
        List<Batch> batches = new ArrayList<>();
        sequence.forEach(batches::add);
        return batches;
    }

    @ParameterizedTest
    @MethodSource("limits")
    void bits_areTheSameWithAndWithout_inAllPassesAndCopies(CacheLimit limit)
            throws IOException, ClassNotFoundException {
        ImageSequence plain = open(CacheLimit.NONE);
        ImageSequence cached = open(limit);
        ImageSequence copy = TestData.travelled(cached, ImageSequence.class);
        for (int i = 0; i < 3; i++) {
            assertThat(pass(cached)).isEqualTo(pass(plain));
            assertThat(pass(copy)).isEqualTo(pass(plain));
            List.of(plain, cached, copy).forEach(ImageSequence::onEpochEnd);
        }
    }

    @ParameterizedTest
    @MethodSource("limits")
    void copiesShareWhatFits_andReadTheRestAnew(CacheLimit limit) throws IOException, ClassNotFoundException {
        ImageSequence first = open(limit);
        ImageSequence copy = TestData.travelled(first, ImageSequence.class);
        pass(first);
        for (int i = 0; i < PICTURES; i++) {
            Files.delete(folder.resolve("a/" + i + ".png"));
        }

        int kept = 0;
        for (int sample = 0; sample < PICTURES; sample++) {
            try {
                copy.preview(sample, 0);
                kept++;
            } catch (IOException e) {
                assertThat(e).hasMessageStartingWith("Cannot find " + folder);
            }
        }
        assertThat(kept).isEqualTo((int) (limit.bytes() / PICTURE_BYTES));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void threads_mayReadAtOnce(CacheLimit limit) throws Exception {
        ImageSequence cached = open(limit);
        List<Batch> expected = pass(open(CacheLimit.NONE));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Batch>> reading = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                int index = i % 3;
                reading.add(threads.submit(() -> cached.get(index)));
            }
            for (int i = 0; i < 60; i++) {
                assertThat(reading.get(i).get()).isEqualTo(expected.get(i % 3));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void otherSequences_haveCachesOfTheirOwn() throws IOException {
        CacheLimit limit = CacheLimit.memory(PICTURES * PICTURE_BYTES);
        pass(open(limit));
        ImageSequence second = open(limit);
        Files.delete(folder.resolve("a/3.png"));

        assertThatIOException().isThrownBy(() -> {
            for (int index = 0; index < second.length(); index++) {
                second.get(index);
            }
        });
    }

    @Test
    void impossibleLimits_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CacheLimit.memory(0))
                .withMessage("Invalid cache: 0 bytes (must be at least 1 in memory or on disk, and 0 for none)");
    }
}
