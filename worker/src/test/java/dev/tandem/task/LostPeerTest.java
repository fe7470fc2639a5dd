package dev.tandem.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.averaging.Averager;
import dev.tandem.averaging.Contribution;
import dev.tandem.averaging.PeerAverager;
import dev.tandem.averaging.PeerLostException;
import dev.tandem.averaging.SessionKey;
import dev.tandem.averaging.Tasks;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LostPeerTest {

    private static final List<String> SETTINGS =
            List.of("spark.tandem.averaging.heartbeat=100ms", "spark.tandem.averaging.timeout=1500ms");
    private static final int LENGTH = 1_000_000;

    @Test
    void killedJvm_isLost() throws Exception {
        try (ChildPeer child = new ChildPeer(List.of())) {
            assertLost(child, () -> child.process().destroyForcibly(), "connection");
        }
    }

    @Test
    void killedJvm_isLost_encrypted() throws Exception {
        List<String> encrypted =
                List.of("spark.authenticate=true", "spark.authenticate.secret=s", "spark.network.crypto.enabled=true");
        try (ChildPeer child = new ChildPeer(encrypted)) {
            assertLost(child, encrypted, () -> child.process().destroyForcibly(), "connection");
        }
    }

    @Test
    void frozenJvm_isLostAfterTheTimeout() throws Exception {
        try (ChildPeer child = new ChildPeer(SETTINGS)) {
            assertLost(
                    child,
                    () -> new ProcessBuilder(
                                    "kill",
                                    "-STOP",
                                    Long.toString(child.process().pid()))
                            .start()
                            .waitFor(),
                    "no answer from " + child.address());
        }
    }

    @Test
    void peerThatComputesForLong_isNotLost() throws Exception {
        try (SparkPeers first = TestSpark.peers(ChildPeer.conf(SETTINGS));
                SparkPeers second = TestSpark.peers(ChildPeer.conf(SETTINGS))) {
            List<SparkPeers> jvms = List.of(first, second);
            List<String> addresses = List.of(first.address(), second.address());
            List<Float> results = Tasks.run(2, rank -> {
                float[] values = {rank};
                SessionKey key = new SessionKey("long", 0, 0);
                try (Averager averager =
                        new PeerAverager(jvms.get(rank).connect(key, rank, addresses, () -> false), 1)) {
                    for (int round = 0; round < 2; round++) {
                        compute(rank * 2500L);
                        averager.average(round, List.of(new Contribution(rank, 1, values, null)), values, values);
                    }
                }
                return values[0];
            });
            assertThat(results).containsOnly(0.5f);
        }
    }

    private static void compute(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private interface Harm {
        void inflict() throws Exception;
    }

    private static void assertLost(ChildPeer child, Harm harm, String message) throws Exception {
        assertLost(child, SETTINGS, harm, message);
    }

    private static void assertLost(ChildPeer child, List<String> settings, Harm harm, String message) throws Exception {
        try (SparkPeers own = TestSpark.peers(ChildPeer.conf(settings))) {
            child.average(own.address(), LENGTH, Integer.MAX_VALUE);
            List<String> addresses = List.of(own.address(), child.address());
            try (Averager averager =
                    new PeerAverager(own.connect(ChildPeer.key(LENGTH), 0, addresses, () -> false), LENGTH)) {
                float[] values = new float[LENGTH];
                List<Contribution> contribution = List.of(new Contribution(0, 64, values, null));
                averager.average(0, contribution, values, values);
                averager.average(1, contribution, values, values);
                harm.inflict();
                assertThatThrownBy(() -> {
                            for (int round = 2; round < 1000; round++) {
                                averager.average(round, contribution, values, values);
                            }
                        })
                        .isInstanceOf(PeerLostException.class)
                        .hasMessageContaining("Task 0 lost task 1 of 2 in run child")
                        .hasMessageContaining(message);
            }
        }
    }
}
