package dev.tandem.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class PatienceTest {

    private final Patience patience = new Patience(Duration.ofSeconds(60));

    @Test
    void result_comesBack() throws IOException {
        assertThat(patience.<String>call("x is not read", () -> "content")).isEqualTo("content");
    }

    @Test
    void failures_comeBackAsTheyAre() {
        FileNotFoundException missing = new FileNotFoundException("x");
        IllegalStateException mistake = new IllegalStateException("y");
        AssertionError error = new AssertionError("z");
        assertThatThrownBy(() -> patience.call("x is not read", () -> {
                    throw missing;
                }))
                .isSameAs(missing);
        assertThatThrownBy(() -> patience.call("x is not read", () -> {
                    throw mistake;
                }))
                .isSameAs(mistake);
        assertThatThrownBy(() -> patience.call("x is not read", () -> {
                    throw error;
                }))
                .isSameAs(error);
    }

    @Test
    void afterOneBlock_nothingIsBegun() {
        Patience brief = new Patience(Duration.ofMillis(20));
        CountDownLatch never = new CountDownLatch(1);
        AtomicBoolean begun = new AtomicBoolean();
        assertThatThrownBy(() -> brief.call("runs/a is not read", () -> {
                    await(never);
                    return "";
                }))
                .isInstanceOf(BlockedException.class)
                .hasMessageStartingWith("runs/a is not read after 0.02 s (checkpoint.timeout): the file system blocks");
        assertThatThrownBy(() -> brief.call("runs/b is not read", () -> {
                    begun.set(true);
                    return "";
                }))
                .isInstanceOf(BlockedException.class)
                .hasMessageStartingWith("runs/a is not read");
        assertThat(begun).isFalse();
        never.countDown();
    }

    @Test
    void interruption_endsTheWait() {
        CountDownLatch never = new CountDownLatch(1);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> patience.call("x is not read", () -> {
                    await(never);
                    return "";
                }))
                .isInstanceOf(InterruptedIOException.class)
                .hasMessage("Interrupted: x is not read");
        assertThat(Thread.interrupted()).isTrue();
        never.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
