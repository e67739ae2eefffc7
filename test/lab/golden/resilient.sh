ip netns add ctlab-x-client
ip netns add ctlab-x-router
ip netns add ctlab-x-node1
ip netns add ctlab-x-node2
nsenter --net=/run/netns/ctlab-x-client sh -c 'echo 0 > /proc/sys/net/ipv4/ip_forward'
nsenter --net=/run/netns/ctlab-x-client sh -c 'echo 0 > /proc/sys/net/ipv4/conf/all/rp_filter'
nsenter --net=/run/netns/ctlab-x-client sh -c 'echo 0 > /proc/sys/net/ipv4/conf/default/rp_filter'
nsenter --net=/run/netns/ctlab-x-router sh -c 'echo 1 > /proc/sys/net/ipv4/ip_forward'
nsenter --net=/run/netns/ctlab-x-router sh -c 'echo 0 > /proc/sys/net/ipv4/conf/all/rp_filter'
nsenter --net=/run/netns/ctlab-x-router sh -c 'echo 0 > /proc/sys/net/ipv4/conf/default/rp_filter'
nsenter --net=/run/netns/ctlab-x-node1 sh -c 'echo 0 > /proc/sys/net/ipv4/ip_forward'
nsenter --net=/run/netns/ctlab-x-node1 sh -c 'echo 0 > /proc/sys/net/ipv4/conf/all/rp_filter'
nsenter --net=/run/netns/ctlab-x-node1 sh -c 'echo 0 > /proc/sys/net/ipv4/conf/default/rp_filter'
nsenter --net=/run/netns/ctlab-x-node2 sh -c 'echo 0 > /proc/sys/net/ipv4/ip_forward'
nsenter --net=/run/netns/ctlab-x-node2 sh -c 'echo 0 > /proc/sys/net/ipv4/conf/all/rp_filter'
nsenter --net=/run/netns/ctlab-x-node2 sh -c 'echo 0 > /proc/sys/net/ipv4/conf/default/rp_filter'
nsenter --net=/run/netns/ctlab-x-router sh -c 'echo 1 > /proc/sys/net/ipv4/fib_multipath_hash_policy'
nsenter --net=/run/netns/ctlab-x-client sh -c 'echo 0 > /proc/sys/net/ipv6/conf/all/disable_ipv6'
nsenter --net=/run/netns/ctlab-x-client sh -c 'echo 0 > /proc/sys/net/ipv6/conf/default/disable_ipv6'
nsenter --net=/run/netns/ctlab-x-client sh -c 'echo 0 > /proc/sys/net/ipv6/conf/default/accept_dad'
nsenter --net=/run/netns/ctlab-x-client sh -c 'echo 0 > /proc/sys/net/ipv6/conf/all/forwarding'
nsenter --net=/run/netns/ctlab-x-router sh -c 'echo 0 > /proc/sys/net/ipv6/conf/all/disable_ipv6'
nsenter --net=/run/netns/ctlab-x-router sh -c 'echo 0 > /proc/sys/net/ipv6/conf/default/disable_ipv6'
nsenter --net=/run/netns/ctlab-x-router sh -c 'echo 0 > /proc/sys/net/ipv6/conf/default/accept_dad'
nsenter --net=/run/netns/ctlab-x-router sh -c 'echo 1 > /proc/sys/net/ipv6/conf/all/forwarding'
nsenter --net=/run/netns/ctlab-x-node1 sh -c 'echo 0 > /proc/sys/net/ipv6/conf/all/disable_ipv6'
nsenter --net=/run/netns/ctlab-x-node1 sh -c 'echo 0 > /proc/sys/net/ipv6/conf/default/disable_ipv6'
nsenter --net=/run/netns/ctlab-x-node1 sh -c 'echo 0 > /proc/sys/net/ipv6/conf/default/accept_dad'
nsenter --net=/run/netns/ctlab-x-node1 sh -c 'echo 0 > /proc/sys/net/ipv6/conf/all/forwarding'
nsenter --net=/run/netns/ctlab-x-node2 sh -c 'echo 0 > /proc/sys/net/ipv6/conf/all/disable_ipv6'
nsenter --net=/run/netns/ctlab-x-node2 sh -c 'echo 0 > /proc/sys/net/ipv6/conf/default/disable_ipv6'
nsenter --net=/run/netns/ctlab-x-node2 sh -c 'echo 0 > /proc/sys/net/ipv6/conf/default/accept_dad'
nsenter --net=/run/netns/ctlab-x-node2 sh -c 'echo 0 > /proc/sys/net/ipv6/conf/all/forwarding'
nsenter --net=/run/netns/ctlab-x-router sh -c 'echo 1 > /proc/sys/net/ipv6/fib_multipath_hash_policy'
ip -n ctlab-x-client link set lo up
ip -n ctlab-x-router link set lo up
ip -n ctlab-x-node1 link set lo up
ip -n ctlab-x-node2 link set lo up
ip -n ctlab-x-router link add br0 type bridge mcast_snooping 0
ip -n ctlab-x-router link set br0 up
ip -n ctlab-x-router link add client type veth peer name eth0 netns ctlab-x-client
ip -n ctlab-x-router link set client up
ip -n ctlab-x-client link set eth0 up
ip -n ctlab-x-router link add node1 type veth peer name eth0 netns ctlab-x-node1
ip -n ctlab-x-router link set node1 master br0 up
ip -n ctlab-x-node1 link set eth0 up
ip -n ctlab-x-router link add node2 type veth peer name eth0 netns ctlab-x-node2
ip -n ctlab-x-router link set node2 master br0 up
ip -n ctlab-x-node2 link set eth0 up
ip -n ctlab-x-router -4 addr add 192.168.1.201/24 dev br0
ip -n ctlab-x-router -4 addr add 192.168.2.201/24 dev client
ip -n ctlab-x-client -4 addr add 192.168.2.1/24 dev eth0
ip -n ctlab-x-client -4 route add default via 192.168.2.201
ip -n ctlab-x-node1 -4 addr add 192.168.1.1/24 dev eth0
ip -n ctlab-x-node1 -4 route add default via 192.168.1.201
ip -n ctlab-x-node2 -4 addr add 192.168.1.2/24 dev eth0
ip -n ctlab-x-node2 -4 route add default via 192.168.1.201
ip -n ctlab-x-node1 -4 addr add 10.0.0.0/24 dev lo
ip -n ctlab-x-node2 -4 addr add 10.0.0.0/24 dev lo
ip -n ctlab-x-router -6 addr add fd00:1::c9/64 dev br0 nodad
ip -n ctlab-x-router -6 addr add fd00:2::c9/64 dev client nodad
ip -n ctlab-x-client -6 addr add fd00:2::1/64 dev eth0 nodad
ip -n ctlab-x-client -6 route add default via fd00:2::c9
ip -n ctlab-x-node1 -6 addr add fd00:1::1/64 dev eth0 nodad
ip -n ctlab-x-node1 -6 route add default via fd00:1::c9
ip -n ctlab-x-node2 -6 addr add fd00:1::2/64 dev eth0 nodad
ip -n ctlab-x-node2 -6 route add default via fd00:1::c9
ip -n ctlab-x-node1 -6 route add local 1000::/112 dev lo
ip -n ctlab-x-node2 -6 route add local 1000::/112 dev lo
ip -n ctlab-x-router -4 nexthop add id 4001 via 192.168.1.1 dev br0
ip -n ctlab-x-router -4 nexthop add id 4002 via 192.168.1.2 dev br0
ip -n ctlab-x-router -6 nexthop add id 6001 via fd00:1::1 dev br0
ip -n ctlab-x-router -6 nexthop add id 6002 via fd00:1::2 dev br0
ip -n ctlab-x-router nexthop replace id 4000 group 4001/4002 type resilient buckets 64
ip -n ctlab-x-router -4 route replace 10.0.0.0/24 nhid 4000
ip -n ctlab-x-router nexthop replace id 6000 group 6001/6002 type resilient buckets 64
ip -n ctlab-x-router -6 route replace 1000::/112 nhid 6000
ip -n ctlab-x-router nexthop replace id 4000 group 4002 type resilient buckets 64
ip -n ctlab-x-router -4 route replace 10.0.0.0/24 nhid 4000
ip -n ctlab-x-router nexthop replace id 6000 group 6002 type resilient buckets 64
ip -n ctlab-x-router -6 route replace 1000::/112 nhid 6000
ip -n ctlab-x-router -4 route flush 10.0.0.0/24
ip -n ctlab-x-router -6 route flush 1000::/112
ip netns del ctlab-x-node2
ip netns del ctlab-x-node1
ip netns del ctlab-x-router
ip netns del ctlab-x-client
