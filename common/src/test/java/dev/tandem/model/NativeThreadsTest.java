package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/** Leaves one thread behind, as other tests expect. */
class NativeThreadsTest {

    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    @AfterEach
    void backToOne() {
        NativeThreads.use(1);
        thread.shutdown();
    }

    @Test
    void use_holdsForOpenBlasAndForTheCallingThread() {
        for (int threads : new int[] {2, 1, 2}) {
            int seen = onThread(() -> {
                NativeThreads.use(threads);
                return NativeThreads.inUse();
            });
            assertThat(seen).isEqualTo(threads);
            assertThat(Nd4j.factory().blas().getMaxThreads()).isEqualTo(threads);
        }
    }

    @Test
    void useOneHere_leavesOtherThreadsAlone() {
        NativeThreads.use(2);
        onThread(() -> {
            NativeThreads.useOneHere();
            return 0;
        });
        assertThat(NativeThreads.inUse()).isEqualTo(2);
    }

    @Test
    void none_isRefused() {
        assertThatThrownBy(() -> NativeThreads.use(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid number of threads: 0 (must be >= 1)");
    }

    private int onThread(IntSupplier work) {
        return CompletableFuture.supplyAsync(work::getAsInt, thread).join();
    }
}
