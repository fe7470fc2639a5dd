package dev.tandem.bench.rivals;

import dev.tandem.bench.ChildProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** JVMs that average with each other through Tandem's own transport, as executors do. */
final class AveragingPeers implements AutoCloseable {

    private final List<Dialogue> peers = new ArrayList<>();
    private final List<String> addresses = new ArrayList<>();
    private int sessions;

    /** @param settings of Spark, as {@code key=value} */
    AveragingPeers(int count, List<String> settings) throws IOException, InterruptedException {
        for (int rank = 0; rank < count; rank++) {
            List<String> arguments = new ArrayList<>(settings);
            arguments.add(0, String.valueOf(rank));
            peers.add(Dialogue.start(ChildProcess.jvm("dev.tandem.task.AveragingPeer", arguments)));
        }
        for (Dialogue peer : peers) {
            addresses.add(peer.hear());
        }
    }

    /** The median milliseconds of a round between the first so many of them. */
    double average(int count, int floats, int rounds) throws IOException, InterruptedException {
        sessions++;
        String all = String.join(" ", addresses.subList(0, count));
        for (Dialogue peer : peers.subList(0, count)) {
            peer.say(sessions, floats, rounds, all);
        }
        double median = 0;
        for (Dialogue peer : peers.subList(0, count)) {
            median = Math.max(median, Dialogue.numbers(peer.hear())[0]);
        }
        return median;
    }

    @Override
    public void close() throws IOException {
        for (Dialogue peer : peers) {
            peer.close();
        }
    }
}
