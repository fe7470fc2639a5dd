package dev.tandem.checkpoint;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who writes to a run directory, as claims and manifests record it.
 *
 * @param run the run's name
 * @param versions of the programs that made the state, by name
 */
public record Owner(String run, String host, long pid, String user, Map<String, String> versions) {

    public Owner {
        SortedMap<String, String> sorted = new TreeMap<>(versions);
        versions = Collections.unmodifiableSortedMap(sorted);
    }

    /** This process. Java's version is added to the others. */
    public static Owner current(String run, Map<String, String> versions) {
        Map<String, String> all = new TreeMap<>(versions);
        all.put("java", System.getProperty("java.version", "unknown"));
        return new Owner(
                run, hostName(), ProcessHandle.current().pid(), System.getProperty("user.name", "unknown"), all);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    @Override
    public String toString() {
        return "pid " + pid + " on " + host + " (user " + user + ", run " + run + ")";
    }
}
