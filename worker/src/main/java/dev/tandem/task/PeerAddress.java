package dev.tandem.task;

/**
 * Where a JVM takes averaging messages; written {@code host:port:jvm}.
 *
 * @param host name or number, IPv6 numbers in brackets
 * @param port of the server
 * @param jvm unique name of the server, so that a port used again by another process is not taken for the same peer
 */
record PeerAddress(String host, int port, String jvm) {

    static PeerAddress parse(String address) {
        int jvm = address.lastIndexOf(':');
        int port = jvm < 0 ? -1 : address.lastIndexOf(':', jvm - 1);
        if (port <= 0 || jvm == address.length() - 1) {
            throw invalid(address);
        }
        try {
            return new PeerAddress(
                    address.substring(0, port),
                    Integer.parseInt(address.substring(port + 1, jvm)),
                    address.substring(jvm + 1));
        } catch (NumberFormatException e) {
            throw invalid(address);
        }
    }

    private static IllegalArgumentException invalid(String address) {
        return new IllegalArgumentException("Invalid peer address: '" + address + "' (must be host:port:jvm)");
    }

    @Override
    public String toString() {
        return host + ":" + port + ":" + jvm;
    }
}
