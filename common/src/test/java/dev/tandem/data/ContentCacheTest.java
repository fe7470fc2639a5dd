package dev.tandem.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.tandem.data.ContentCache.Version;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContentCacheTest {

    private final ContentCache<byte[]> cache = new ContentCache<>();
    private final AtomicInteger loads = new AtomicInteger();

    private byte[] load() {
        loads.incrementAndGet();
        return new byte[8];
    }

    @Test
    void sameVersion_isLoadedOnce_byManyThreads() throws Exception {
        Version version = new Version("file:/a", 8, 1);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        Callable<byte[]> task = () -> cache.content(version, this::load);
        List<Future<byte[]>> all =
                threads.invokeAll(Stream.generate(() -> task).limit(40).toList());
        byte[] first = all.get(0).get();
        for (Future<byte[]> one : all) {
            assertThat(one.get()).isSameAs(first);
        }
        threads.shutdown();
        assertThat(loads).hasValue(1);
    }

    @Test
    void otherVersion_isLoadedAnew() throws IOException {
        byte[] first = cache.content(new Version("file:/a", 8, 1), this::load);

        assertThat(cache.content(new Version("file:/b", 8, 1), this::load)).isNotSameAs(first);
        assertThat(cache.content(new Version("file:/a", 9, 1), this::load)).isNotSameAs(first);
        assertThat(cache.content(new Version("file:/a", 8, 2), this::load)).isNotSameAs(first);
        assertThat(cache.content(new Version("file:/a", 8, 1), this::load)).isSameAs(first);
    }

    @Test
    void fileChangedJustNow_isLoadedAnew() throws IOException {
        Version fresh = new Version("file:/a", 8, System.currentTimeMillis());
        Version ahead = new Version("file:/b", 8, System.currentTimeMillis() + 3_600_000);

        assertThat(cache.content(fresh, this::load)).isNotSameAs(cache.content(fresh, this::load));
        assertThat(cache.content(ahead, this::load)).isNotSameAs(cache.content(ahead, this::load));
    }

    @Test
    void failure_isNotRemembered() throws IOException {
        Version version = new Version("file:/a", 8, 1);
        assertThatIOException()
                .isThrownBy(() -> cache.content(version, () -> {
                    throw new IOException("gone");
                }));

        assertThat(cache.content(version, this::load)).hasSize(8);
    }
}
