package dev.tandem.fault;

import dev.tandem.fault.StandaloneCluster.Machine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Machines of a network of their own, on one switch: network namespaces, whose links can be cut. */
final class Network implements AutoCloseable {

    private final String name = "tandem" + ProcessHandle.current().pid();
    private final String switchboard = name + "-switch";
    private final List<String> namespaces = new ArrayList<>();

    /** Whether this process may make network namespaces and bridges. */
    static boolean isAllowed() throws InterruptedException {
        try (Network trial = new Network(1)) {
            return !trial.namespaces.isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    /** @throws IOException if that is not allowed here; nothing is left then */
    Network(int machines) throws IOException, InterruptedException {
        try {
            add(switchboard);
            ip("-n", switchboard, "link", "add", "bridge", "type", "bridge");
            ip("-n", switchboard, "link", "set", "bridge", "up");
            for (int machine = 0; machine < machines; machine++) {
                connect(machine);
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private void connect(int machine) throws IOException, InterruptedException {
        String namespace = namespace(machine);
        add(namespace);
        ip("-n", namespace, "link", "add", "eth0", "type", "veth", "peer", "name", port(machine), "netns", switchboard);
        ip("-n", switchboard, "link", "set", port(machine), "master", "bridge");
        ip("-n", switchboard, "link", "set", port(machine), "up");
        ip("-n", namespace, "addr", "add", host(machine) + "/24", "dev", "eth0");
        ip("-n", namespace, "link", "set", "eth0", "up");
    }

    private void add(String namespace) throws IOException, InterruptedException {
        ip("netns", "add", namespace);
        namespaces.add(namespace);
        ip("-n", namespace, "link", "set", "lo", "up");
    }

    Machine machine(int number) {
        return new Machine(host(number), List.of("ip", "netns", "exec", namespace(number)));
    }

    /** Pulls a machine's cable at the switch: nothing is refused, bytes only stay away. */
    void cut(int machine) throws IOException, InterruptedException {
        ip("-n", switchboard, "link", "set", port(machine), "down");
    }

    void mend(int machine) throws IOException, InterruptedException {
        ip("-n", switchboard, "link", "set", port(machine), "up");
    }

    private String namespace(int machine) {
        return name + "-" + machine;
    }

    private static String port(int machine) {
        return "port" + machine;
    }

    private static String host(int machine) {
        return "10.231.77." + (machine + 1);
    }

    private static void ip(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said.strip());
        }
    }

    /** Takes all namespaces away, and with them their links. */
    @Override
    public void close() throws InterruptedException {
        for (String namespace : namespaces) {
            try {
                ip("netns", "delete", namespace);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        namespaces.clear();
    }
}
