package dev.tandem.task;

import dev.tandem.averaging.Averager;
import dev.tandem.averaging.Contribution;
import dev.tandem.averaging.PeerAverager;
import dev.tandem.averaging.SessionKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;

/**
 * A JVM of its own that averages as rank 1 of 2, for tests that kill it. It writes its address, then reads lines of {@code address length
 * rounds} and averages with the task at that address; it ends with its input.
 */
final class ChildPeer implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final String address;

    /** @param settings of Spark, as {@code key=value} */
    ChildPeer(List<String> settings) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens") || argument.startsWith("-XX:+Use"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "-Xmx1g", ChildPeer.class.getName()));
        command.addAll(settings);
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        address = readLine();
    }

    static SparkConf conf(List<String> settings) {
        SparkConf conf = TestSpark.conf();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            conf.set(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return conf;
    }

    String address() {
        return address;
    }

    Process process() {
        return process;
    }

    /** The child averages so many rounds with the task at that address. */
    void average(String parent, int length, int rounds) throws IOException {
        process.getOutputStream().write((parent + " " + length + " " + rounds + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** The session of the given number of values. */
    static SessionKey key(int length) {
        return new SessionKey("child", length, 0);
    }

    private String readLine() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException("The child ended without a word");
        }
        return line;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] settings) throws Exception {
        SparkPeers peers = TestSpark.peers(conf(List.of(settings)));
        System.out.println(peers.address());
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            String[] words = line.split(" ");
            int length = Integer.parseInt(words[1]);
            List<String> addresses = List.of(words[0], peers.address());
            float[] values = new float[length];
            try (Averager averager = new PeerAverager(peers.connect(key(length), 1, addresses, () -> false), length)) {
                for (int round = 0; round < Integer.parseInt(words[2]); round++) {
                    averager.average(round, List.of(new Contribution(1, 64, values, null)), values, values);
                }
            }
        }
        System.exit(0);
    }
}
