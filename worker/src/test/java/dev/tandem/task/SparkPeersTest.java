package dev.tandem.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.averaging.Averager;
import dev.tandem.averaging.Contribution;
import dev.tandem.averaging.Fault;
import dev.tandem.averaging.PeerAverager;
import dev.tandem.averaging.PeerLostException;
import dev.tandem.averaging.Peers;
import dev.tandem.averaging.Precision;
import dev.tandem.averaging.RoundInput;
import dev.tandem.averaging.RoundOutcome;
import dev.tandem.averaging.SessionKey;
import dev.tandem.averaging.Tasks;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SparkPeersTest {

    private static final SessionKey KEY = new SessionKey("run-1", 2, 0);

    private final List<SparkPeers> jvms = new ArrayList<>();

    @AfterEach
    void close() {
        jvms.forEach(SparkPeers::close);
    }

    @Test
    void network_givesTheSameBitsAsOneTask() throws Exception {
        start(4, TestSpark.conf());
        assertEqualBits("plain");
    }

    @Test
    void encryptedNetwork_givesTheSameBitsAsOneTask() throws Exception {
        start(4, TestSpark.encrypted("secret"));
        assertEqualBits("encrypted");
    }

    @Test
    void codedValues_giveTheSameBitsOverTheNetworkAsOnOneTask() throws Exception {
        start(3, TestSpark.encrypted("secret"));
        for (Precision precision : List.of(Precision.FLOAT16, Precision.INT8)) {
            List<float[]> results = new ArrayList<>();
            for (List<Integer> placement : List.of(List.of(0), List.of(0, 1, 2), List.of(0, 1, 1))) {
                results.addAll(Tasks.run(placement.size(), rank -> trained(precision, placement, rank)));
            }
            assertThat(results).hasSize(7).containsOnly(results.get(0));
        }
    }

    /** Three replicas on one task or on three, for three rounds of a segment of four. */
    private float[] trained(Precision precision, List<Integer> placement, int rank) throws InterruptedException {
        RoundInput input = new RoundInput(3, 300_001, 9, false);
        float[] agreed = new float[input.length()];
        SessionKey key = new SessionKey("coded-" + precision, placement.size(), placement.get(placement.size() - 1));
        Peers peers = jvms.get(placement.get(rank)).connect(key, rank, addresses(placement), () -> false);
        try (Averager averager = new PeerAverager(peers, 200_000, input.length(), precision, 3)) {
            for (int round = 0; round < 3; round++) {
                averager.average(round, input.of(rank, placement.size()), agreed, agreed);
            }
        }
        return agreed;
    }

    @Test
    void authenticatedNetwork_withoutEncryption_works() throws Exception {
        start(2, TestSpark.encrypted("secret").set("spark.network.crypto.enabled", "false"));
        RoundInput input = new RoundInput(2, 100_000, 1, false);

        assertThat(average(KEY, input, List.of(0, 1))).containsOnly(input.average());
    }

    @Test
    void nioMode_works() throws Exception {
        start(2, TestSpark.conf().set("spark.averaging.io.mode", "NIO"));
        RoundInput input = new RoundInput(3, 300_001, 1, false);

        assertThat(average(KEY, input, List.of(0, 1))).containsOnly(input.average());
    }

    @Test
    void wrongSecret_isRefused() {
        jvms.add(TestSpark.peers(TestSpark.encrypted("secret")));
        jvms.add(TestSpark.peers(TestSpark.encrypted("guess")));

        assertThatThrownBy(() -> average(KEY, new RoundInput(2, 10, 1, false), List.of(0, 1)))
                .cause()
                .isInstanceOf(PeerLostException.class)
                .hasMessageMatching("(?s).*(cannot connect to 127.0.0.1|it left before).*");
    }

    @Test
    void missingSecret_isRefused() {
        jvms.add(TestSpark.peers(TestSpark.encrypted("secret")));
        jvms.add(TestSpark.peers(TestSpark.conf()));

        assertThatThrownBy(() -> average(KEY, new RoundInput(2, 10, 1, false), List.of(0, 1)))
                .cause()
                .isInstanceOf(PeerLostException.class);
    }

    @Test
    void faults_reachAllTasks() throws Exception {
        start(2, TestSpark.conf());
        Fault fault = new Fault(Fault.Kind.BAD_BATCH, 1, 0, 12, "Cannot read a\u00e9.png");

        List<RoundOutcome> outcomes = Tasks.run(2, rank -> {
            try (Averager averager = averager(KEY, rank, List.of(0, 1), 50_000)) {
                Contribution own = new Contribution(rank, 3, new float[50_000], rank == 1 ? fault : null);
                return averager.average(0, List.of(own), new float[50_000], new float[50_000]);
            }
        });

        assertThat(outcomes).containsOnly(new RoundOutcome(6, fault));
    }

    @Test
    void manyRoundsAndSegments_reuseTheConnections() throws Exception {
        start(2, TestSpark.conf());
        for (int segment = 0; segment < 2; segment++) {
            for (int length : new int[] {100, 90_000}) {
                SessionKey sized = new SessionKey("run-" + length, segment, 0);
                List<float[]> results = Tasks.run(3, rank -> {
                    try (Averager averager = averager(sized, rank, List.of(0, 1, 1), length)) {
                        float[] values = new RoundInput(3, length, 1, false).values(rank);
                        for (int round = 0; round < 12; round++) {
                            values[round] += rank;
                            averager.average(
                                    round, List.of(new Contribution(rank, 1 + rank, values, null)), values, values);
                        }
                        return values;
                    }
                });
                assertThat(results).as("%s", sized).containsOnly(results.get(0));
            }
        }
    }

    @Test
    void peerThatClosesInTheMiddle_isLostForTheOthers() {
        start(3, TestSpark.conf());

        assertThatThrownBy(() -> Tasks.run(3, rank -> {
                    try (Averager averager = averager(KEY, rank, List.of(0, 1, 2), 100_000)) {
                        Contribution own = new Contribution(rank, 3, new float[100_000], null);
                        averager.average(0, List.of(own), new float[100_000], new float[100_000]);
                        return rank == 1
                                ? null
                                : averager.average(1, List.of(own), new float[100_000], new float[100_000]);
                    }
                }))
                .cause()
                .isInstanceOf(PeerLostException.class)
                .hasMessageContaining("it left before the end of the round");
    }

    @Test
    void jvmThatCloses_isLostForTheOthers() {
        start(2, TestSpark.conf());

        assertThatThrownBy(() -> Tasks.run(2, rank -> {
                    Averager averager = averager(KEY, rank, List.of(0, 1), 100_000);
                    Contribution own = new Contribution(rank, 3, new float[100_000], null);
                    averager.average(0, List.of(own), new float[100_000], new float[100_000]);
                    if (rank == 1) {
                        jvms.get(1).close();
                        return null;
                    }
                    return averager.average(1, List.of(own), new float[100_000], new float[100_000]);
                }))
                .cause()
                .isInstanceOf(PeerLostException.class)
                .hasMessageContaining("Task 0 lost task 1 of 2 in run run-1 segment 2 attempt 0: connection");
    }

    @Test
    void peerThatIsNotThere_isLost() {
        start(2, TestSpark.conf());
        List<String> addresses = addresses(List.of(0, 1));
        jvms.get(1).close();

        try (Averager averager = new PeerAverager(jvms.get(0).connect(KEY, 0, addresses, () -> false), 10)) {
            assertThatThrownBy(() -> averager.average(
                            0, List.of(new Contribution(0, 1, new float[10], null)), new float[10], new float[10]))
                    .isInstanceOf(PeerLostException.class)
                    .hasMessageContaining("cannot connect to " + addresses.get(1));
        }
    }

    @Test
    void portOfAnotherProcess_isNotTakenForThePeer() {
        start(2, TestSpark.conf());
        String other = jvms.get(1).address();
        List<String> addresses =
                List.of(jvms.get(0).address(), other.substring(0, other.lastIndexOf(':')) + ":one-that-died");

        try (Averager averager = new PeerAverager(jvms.get(0).connect(KEY, 0, addresses, () -> false), 10)) {
            assertThatThrownBy(() -> averager.average(
                            0, List.of(new Contribution(0, 1, new float[10], null)), new float[10], new float[10]))
                    .isInstanceOf(PeerLostException.class)
                    .hasMessageContaining("refused the session");
        }
    }

    @Test
    void staleAttempt_doesNotReachTheNewOne() throws Exception {
        start(2, TestSpark.conf());
        SessionKey second = new SessionKey("run-1", 2, 1);
        try (Averager zombie = averager(KEY, 1, List.of(0, 1), 100_000)) {
            RoundInput input = new RoundInput(2, 100_000, 1, false);

            assertThat(average(second, input, List.of(0, 1))).containsOnly(input.average());
        }
    }

    @Test
    void address_mustBeHostPortJvm() {
        assertThat(PeerAddress.parse("[::1]:77:abc")).isEqualTo(new PeerAddress("[::1]", 77, "abc"));
        for (String wrong : new String[] {"", "host", "host:1", "host:x:jvm", ":1:jvm", "host:1:"}) {
            assertThatThrownBy(() -> PeerAddress.parse(wrong))
                    .hasMessage("Invalid peer address: '" + wrong + "' (must be host:port:jvm)");
        }
    }

    @Test
    void heartbeatLongerThanTimeout_isRefused() {
        SparkConf conf = TestSpark.conf()
                .set("spark.tandem.averaging.heartbeat", "5s")
                .set("spark.tandem.averaging.timeout", "2s");

        assertThatThrownBy(() -> TestSpark.peers(conf))
                .hasMessage("Invalid spark.tandem.averaging.heartbeat 5000 ms and timeout 2000 ms"
                        + " (must be 0 < heartbeat <= timeout)");
    }

    private void assertEqualBits(String run) throws Exception {
        int attempt = 0;
        for (int length : new int[] {1, 3, 1000, 30_001, 600_001}) {
            RoundInput input = new RoundInput(5, length, 4, true);
            float[] expected = input.average();
            // The last two share a JVM: some peers are reached without the network.
            for (List<Integer> placement : List.of(List.of(0, 1), List.of(0, 1, 2), List.of(0, 1, 2, 2))) {
                SessionKey key = new SessionKey(run, length, attempt++);
                assertThat(average(key, input, placement))
                        .allSatisfy(result -> assertThat(result)
                                .as("%s on %s", input, placement)
                                .isEqualTo(expected));
            }
        }
    }

    private List<float[]> average(SessionKey key, RoundInput input, List<Integer> placement) throws Exception {
        return Tasks.run(placement.size(), rank -> {
            try (Averager averager = averager(key, rank, placement, input.length())) {
                float[] result = new float[input.length()];
                averager.average(0, input.of(rank, placement.size()), result, result);
                return result;
            }
        });
    }

    private Averager averager(SessionKey key, int rank, List<Integer> placement, int length) {
        return new PeerAverager(
                jvms.get(placement.get(rank)).connect(key, rank, addresses(placement), () -> false), length);
    }

    private List<String> addresses(List<Integer> placement) {
        return placement.stream().map(jvm -> jvms.get(jvm).address()).toList();
    }

    private void start(int count, SparkConf conf) {
        for (int i = 0; i < count; i++) {
            jvms.add(TestSpark.peers(conf));
        }
    }
}
