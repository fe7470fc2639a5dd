package dev.tandem.bench.rivals;

import dev.tandem.bench.ChildProcess;
import java.io.IOException;
import java.util.List;

/** Both ends of a bare TCP connection, each in a JVM of its own. */
final class TcpPair implements AutoCloseable {

    private final Dialogue waiting;
    private final Dialogue calling;

    TcpPair() throws IOException, InterruptedException {
        waiting = start("0");
        calling = start(waiting.hear());
        calling.hear();
    }

    private static Dialogue start(String port) throws IOException {
        return Dialogue.start(ChildProcess.jvm(TcpPeer.class.getName(), List.of(port)));
    }

    /** The median milliseconds of a round, both ends done. */
    double exchange(int floats, int rounds) throws IOException, InterruptedException {
        waiting.say(floats, rounds);
        calling.say(floats, rounds);
        return Math.max(Dialogue.numbers(waiting.hear())[0], Dialogue.numbers(calling.hear())[0]);
    }

    @Override
    public void close() throws IOException {
        waiting.close();
        calling.close();
    }
}
