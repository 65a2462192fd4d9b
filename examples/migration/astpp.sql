-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)
--
-- Host: localhost    Database: astpp
-- ------------------------------------------------------
-- Made up for examples: nobody's data.

/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!50503 SET NAMES utf8mb4 */;
/*!40103 SET TIME_ZONE='+00:00' */;
DROP TABLE IF EXISTS `system`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `system` (
  `id` varchar(255) DEFAULT NULL,
  `name` varchar(255) DEFAULT NULL,
  `display_name` varchar(255) DEFAULT NULL,
  `value` varchar(255) DEFAULT NULL,
  `group_title` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `system` WRITE;
/*!40000 ALTER TABLE `system` DISABLE KEYS */;
INSERT INTO `system` VALUES (1,'base_currency','Base currency','USD','global');
/*!40000 ALTER TABLE `system` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `currency`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `currency` (
  `id` varchar(255) DEFAULT NULL,
  `currency` varchar(255) DEFAULT NULL,
  `currencyname` varchar(255) DEFAULT NULL,
  `currencyrate` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `currency` WRITE;
/*!40000 ALTER TABLE `currency` DISABLE KEYS */;
INSERT INTO `currency` VALUES (139,'USD','US Dollar','1.000'),
(59,'EUR','Euro','0.920');
/*!40000 ALTER TABLE `currency` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `countrycode`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `countrycode` (
  `id` varchar(255) DEFAULT NULL,
  `iso` varchar(255) DEFAULT NULL,
  `country` varchar(255) DEFAULT NULL,
  `nicename` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `countrycode` WRITE;
/*!40000 ALTER TABLE `countrycode` DISABLE KEYS */;
INSERT INTO `countrycode` VALUES (85,'FR','FRANCE','France'),
(88,'IN','INDIA','India');
/*!40000 ALTER TABLE `countrycode` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `timezone`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `timezone` (
  `id` varchar(255) DEFAULT NULL,
  `gmtzone` varchar(255) DEFAULT NULL,
  `gmttime` varchar(255) DEFAULT NULL,
  `timezone_name` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `timezone` WRITE;
/*!40000 ALTER TABLE `timezone` DISABLE KEYS */;
INSERT INTO `timezone` VALUES (27,'GMT+01:00','3600','Europe/Paris'),
(49,'GMT+05:30','19800','(GMT+05:30) Kolkata');
/*!40000 ALTER TABLE `timezone` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `accounts`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `accounts` (
  `id` varchar(255) DEFAULT NULL,
  `number` varchar(255) DEFAULT NULL,
  `reseller_id` varchar(255) DEFAULT NULL,
  `pricelist_id` varchar(255) DEFAULT NULL,
  `status` varchar(255) DEFAULT NULL,
  `sweep_id` varchar(255) DEFAULT NULL,
  `credit_limit` varchar(255) DEFAULT NULL,
  `posttoexternal` varchar(255) DEFAULT NULL,
  `balance` varchar(255) DEFAULT NULL,
  `password` varchar(255) DEFAULT NULL,
  `first_name` varchar(255) DEFAULT NULL,
  `last_name` varchar(255) DEFAULT NULL,
  `company_name` varchar(255) DEFAULT NULL,
  `address_1` varchar(255) DEFAULT NULL,
  `address_2` varchar(255) DEFAULT NULL,
  `postal_code` varchar(255) DEFAULT NULL,
  `province` varchar(255) DEFAULT NULL,
  `city` varchar(255) DEFAULT NULL,
  `country_id` varchar(255) DEFAULT NULL,
  `telephone_1` varchar(255) DEFAULT NULL,
  `telephone_2` varchar(255) DEFAULT NULL,
  `email` varchar(255) DEFAULT NULL,
  `notification_email` varchar(255) DEFAULT NULL,
  `currency_id` varchar(255) DEFAULT NULL,
  `maxchannels` varchar(255) DEFAULT NULL,
  `cps` varchar(255) DEFAULT NULL,
  `dialed_modify` varchar(255) DEFAULT NULL,
  `type` varchar(255) DEFAULT NULL,
  `timezone_id` varchar(255) DEFAULT NULL,
  `deleted` varchar(255) DEFAULT NULL,
  `notify_credit_limit` varchar(255) DEFAULT NULL,
  `notify_flag` varchar(255) DEFAULT NULL,
  `invoice_day` varchar(255) DEFAULT NULL,
  `std_cid_translation` varchar(255) DEFAULT NULL,
  `did_cid_translation` varchar(255) DEFAULT NULL,
  `tax_number` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `accounts` WRITE;
/*!40000 ALTER TABLE `accounts` DISABLE KEYS */;
INSERT INTO `accounts` VALUES (1,'admin',0,1,0,2,'0.00000',0,'1.00000','never-taken','','','','','','','','',85,'','','','',139,1,0,'',-1,27,0,'0.00000',1,1,'','',NULL),
(2,'4727985745',0,1,0,2,'0.00000',0,'677.12345','never-taken','Amélie','L\'Hôte','Télé & Voix','3, rue \"Basse\"','','69001','','Lyon',85,'0472000118','','amelie@televoix.example','noc@televoix.example',139,20,4,'0/33,00/*',0,27,0,'25.00000',0,1,'33/0033','','FR 12 345678901'),
(3,'3673942894',0,1,0,2,'0.00000',0,'0.00000','never-taken','','','Terminaison Une','','','','','',85,'','','','',139,1,0,'',3,27,0,'0.00000',1,1,'','',NULL),
(4,'3673942895',0,1,0,2,'0.00000',0,'0.00000','never-taken','','','Terminaison Deux','','','','','',85,'','','','',139,1,0,'',3,27,0,'0.00000',1,1,'','',NULL),
(5,'9000000001',0,2,0,2,'50.00000',0,'10.00000','never-taken','Rémi','Vendeur','Revendeur','','','','','',85,'','','remi@revendeur.example','',139,1,0,'',1,27,0,'0.00000',1,1,'','',NULL),
(6,'9000000002',5,4,0,2,'0.00000',0,'4.00000','never-taken','','','','','','','','',85,'','','','',139,1,0,'',0,27,0,'0.00000',1,1,'','',NULL),
(7,'5550000777',0,2,0,1,'400.00000',1,'88.50000','never-taken','Ravi','Iyer','Kaveri Calls','','','','','',88,'+91 44 5550 1420','','ravi@kaveri.example','',59,1,0,'',0,49,0,'0.00000',1,12,'','',NULL),
(8,'5550000778',0,1,1,2,'0.00000',0,'-1.25000','never-taken','','','Éteint','','','','','',85,'','','','',139,1,0,'',0,27,0,'0.00000',1,1,'','',NULL),
(9,'5550000779',0,1,0,2,'0.00000',0,'7.00000','never-taken','','','','','','','','',85,'','','','',139,1,0,'',0,27,1,'0.00000',1,1,'','',NULL),
(10,'9000000003',5,4,0,2,'0.00000',0,'2.00000','never-taken','','','Sous-revendeur','','','','','',85,'','','','',139,1,0,'',1,27,0,'0.00000',1,1,'','',NULL),
(11,'9000000004',10,5,0,2,'20.00000',1,'3.00000','never-taken','Zoé','Client','','','','','','',85,'','','zoe@client.example','',139,1,0,'',0,27,0,'0.00000',1,1,'','',NULL),
(12,'9000000005',10,5,0,2,'0.00000',0,'6.00000','never-taken','','','','','','','','',85,'','','','',139,1,0,'',0,27,0,'0.00000',1,1,'','',NULL);
/*!40000 ALTER TABLE `accounts` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `taxes`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `taxes` (
  `id` varchar(255) DEFAULT NULL,
  `taxes_priority` varchar(255) DEFAULT NULL,
  `taxes_amount` varchar(255) DEFAULT NULL,
  `taxes_rate` varchar(255) DEFAULT NULL,
  `taxes_description` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `taxes` WRITE;
/*!40000 ALTER TABLE `taxes` DISABLE KEYS */;
INSERT INTO `taxes` VALUES (1,1,'0.00000','20.00000','TVA'),
(2,2,'1.50000','0.00000','Timbre');
/*!40000 ALTER TABLE `taxes` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `taxes_to_accounts`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `taxes_to_accounts` (
  `id` varchar(255) DEFAULT NULL,
  `accountid` varchar(255) DEFAULT NULL,
  `taxes_id` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `taxes_to_accounts` WRITE;
/*!40000 ALTER TABLE `taxes_to_accounts` DISABLE KEYS */;
INSERT INTO `taxes_to_accounts` VALUES (1,2,1),
(2,2,2);
/*!40000 ALTER TABLE `taxes_to_accounts` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `sip_devices`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `sip_devices` (
  `id` varchar(255) DEFAULT NULL,
  `username` varchar(255) DEFAULT NULL,
  `sip_profile_id` varchar(255) DEFAULT NULL,
  `reseller_id` varchar(255) DEFAULT NULL,
  `accountid` varchar(255) DEFAULT NULL,
  `dir_params` varchar(255) DEFAULT NULL,
  `dir_vars` varchar(255) DEFAULT NULL,
  `codec` varchar(255) DEFAULT NULL,
  `status` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `sip_devices` WRITE;
/*!40000 ALTER TABLE `sip_devices` DISABLE KEYS */;
INSERT INTO `sip_devices` VALUES (1,'70010',1,0,2,'{\"password\": \"p\'a\\\"ss\\\\\", \"vm-enabled\": \"true\", \"vm-password\": \"\", \"vm-mailto\": \"vm@televoix.example\"}','{\"effective_caller_id_name\":\"\",\"user_context\":\"default\"}','',0),
(2,'televoix-b',1,0,2,'{\"password\": \"xx\", \"vm-enabled\": \"false\", \"vm-password\": \"\", \"vm-mailto\": \"\"}','{\"effective_caller_id_name\":\"\",\"user_context\":\"default\"}','',0),
(3,'kaveri1',1,0,7,'{\"password\": \"\\u00dcn\\u00efcode9\", \"vm-enabled\": \"false\", \"vm-password\": \"\", \"vm-mailto\": \"\"}','{\"effective_caller_id_name\":\"\",\"user_context\":\"default\"}','',1),
(4,'kaveri2',1,0,7,'{\"password\": \"\", \"vm-enabled\": \"false\", \"vm-password\": \"\", \"vm-mailto\": \"\"}','{\"effective_caller_id_name\":\"\",\"user_context\":\"default\"}','',0);
/*!40000 ALTER TABLE `sip_devices` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `ip_map`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `ip_map` (
  `id` varchar(255) DEFAULT NULL,
  `name` varchar(255) DEFAULT NULL,
  `ip` varchar(255) DEFAULT NULL,
  `accountid` varchar(255) DEFAULT NULL,
  `reseller_id` varchar(255) DEFAULT NULL,
  `pricelist_id` varchar(255) DEFAULT NULL,
  `prefix` varchar(255) DEFAULT NULL,
  `context` varchar(255) DEFAULT NULL,
  `status` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `ip_map` WRITE;
/*!40000 ALTER TABLE `ip_map` DISABLE KEYS */;
INSERT INTO `ip_map` VALUES (1,'siège','198.51.100.130/32',2,0,1,'','default',0),
(2,'premium','198.51.100.130',2,0,2,'77','default',0),
(3,'bad','10.0.0.0/8',7,0,0,'','default',0);
/*!40000 ALTER TABLE `ip_map` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `pricelists`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `pricelists` (
  `id` varchar(255) DEFAULT NULL,
  `name` varchar(255) DEFAULT NULL,
  `markup` varchar(255) DEFAULT NULL,
  `routing_type` varchar(255) DEFAULT NULL,
  `initially_increment` varchar(255) DEFAULT NULL,
  `inc` varchar(255) DEFAULT NULL,
  `status` varchar(255) DEFAULT NULL,
  `reseller_id` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `pricelists` WRITE;
/*!40000 ALTER TABLE `pricelists` DISABLE KEYS */;
INSERT INTO `pricelists` VALUES (1,'Détail','0',0,30,6,0,0),
(2,'Gros','5',1,1,1,0,0),
(3,'Effacé','0',0,1,1,2,0),
(4,'Revente','0',0,30,6,0,5),
(5,'Sous-revente','0',0,30,6,0,10);
/*!40000 ALTER TABLE `pricelists` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `routes`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `routes` (
  `id` varchar(255) DEFAULT NULL,
  `pattern` varchar(255) DEFAULT NULL,
  `comment` varchar(255) DEFAULT NULL,
  `connectcost` varchar(255) DEFAULT NULL,
  `includedseconds` varchar(255) DEFAULT NULL,
  `cost` varchar(255) DEFAULT NULL,
  `pricelist_id` varchar(255) DEFAULT NULL,
  `inc` varchar(255) DEFAULT NULL,
  `accountid` varchar(255) DEFAULT NULL,
  `reseller_id` varchar(255) DEFAULT NULL,
  `precedence` varchar(255) DEFAULT NULL,
  `status` varchar(255) DEFAULT NULL,
  `init_inc` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `routes` WRITE;
/*!40000 ALTER TABLE `routes` DISABLE KEYS */;
INSERT INTO `routes` VALUES (1,'^33.*','France fixe','0.00000',0,'0.01200',1,0,0,0,0,0,0),
(2,'^336.*','France – mobile','0.01000',0,'0.04500',1,60,0,0,0,0,60),
(3,'^44.*','Royaume-Uni','0.00000',5,'0.01500',1,0,0,0,0,0,0),
(4,'^1[2-9].*','USA','0.00000',0,'0.00800',1,0,0,0,0,0,0),
(5,'^91.*','Inde','0.00000',0,'0.02200',2,0,0,0,0,0,0),
(6,'^33.*','France','0.00000',0,'0.01000',2,0,0,0,0,0,0),
(7,'^49.*','Allemagne','0.00000',0,'0.01100',1,0,0,0,0,1,0),
(8,'^33.*','France à part','0.00000',0,'0.00900',1,0,2,0,0,0,0),
(9,'^33.*','France','0.00000',0,'0.01900',4,0,0,5,0,0,0),
(10,'^33.*','France','0.00000',0,'0.02900',5,0,0,10,0,0,0);
/*!40000 ALTER TABLE `routes` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `trunks`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `trunks` (
  `id` varchar(255) DEFAULT NULL,
  `name` varchar(255) DEFAULT NULL,
  `provider_id` varchar(255) DEFAULT NULL,
  `gateway_id` varchar(255) DEFAULT NULL,
  `failover_gateway_id` varchar(255) DEFAULT NULL,
  `tech` varchar(255) DEFAULT NULL,
  `codec` varchar(255) DEFAULT NULL,
  `status` varchar(255) DEFAULT NULL,
  `maxchannels` varchar(255) DEFAULT NULL,
  `cps` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `trunks` WRITE;
/*!40000 ALTER TABLE `trunks` DISABLE KEYS */;
INSERT INTO `trunks` VALUES (1,'une-a',3,1,0,'sofia','',0,50,10),
(2,'deux, b',4,2,0,'sofia','',0,0,0);
/*!40000 ALTER TABLE `trunks` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `gateways`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `gateways` (
  `id` varchar(255) DEFAULT NULL,
  `sip_profile_id` varchar(255) DEFAULT NULL,
  `name` varchar(255) DEFAULT NULL,
  `gateway_data` varchar(255) DEFAULT NULL,
  `accountid` varchar(255) DEFAULT NULL,
  `status` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `gateways` WRITE;
/*!40000 ALTER TABLE `gateways` DISABLE KEYS */;
INSERT INTO `gateways` VALUES (1,1,'g1','{\"username\": \"\", \"password\": \"\", \"proxy\": \"192.0.2.61:5070\", \"register\": \"false\"}',0,0),
(2,1,'g2','{\"username\": \"u\", \"password\": \"never-taken\", \"proxy\": \"sip.deux.example\", \"register\": \"true\"}',0,0);
/*!40000 ALTER TABLE `gateways` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `outbound_routes`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `outbound_routes` (
  `id` varchar(255) DEFAULT NULL,
  `pattern` varchar(255) DEFAULT NULL,
  `comment` varchar(255) DEFAULT NULL,
  `connectcost` varchar(255) DEFAULT NULL,
  `includedseconds` varchar(255) DEFAULT NULL,
  `cost` varchar(255) DEFAULT NULL,
  `trunk_id` varchar(255) DEFAULT NULL,
  `inc` varchar(255) DEFAULT NULL,
  `init_inc` varchar(255) DEFAULT NULL,
  `strip` varchar(255) DEFAULT NULL,
  `prepend` varchar(255) DEFAULT NULL,
  `precedence` varchar(255) DEFAULT NULL,
  `status` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `outbound_routes` WRITE;
/*!40000 ALTER TABLE `outbound_routes` DISABLE KEYS */;
INSERT INTO `outbound_routes` VALUES (1,'^33.*','','0.00000',0,'0.00800',1,1,1,'','00',0,0),
(2,'^44.*','','0.00000',0,'0.00900',1,1,1,'','00',0,0),
(3,'^33.*','','0.00000',0,'0.00700',2,1,1,'','',0,0),
(4,'^91.*','','0.00000',0,'0.01500',2,1,1,'91','',0,0),
(5,'^336.*','','0.00000',0,'0.03000',1,1,1,'','00',0,0);
/*!40000 ALTER TABLE `outbound_routes` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `routing`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `routing` (
  `id` varchar(255) DEFAULT NULL,
  `pricelist_id` varchar(255) DEFAULT NULL,
  `trunk_id` varchar(255) DEFAULT NULL,
  `routes_id` varchar(255) DEFAULT NULL,
  `percentage` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `routing` WRITE;
/*!40000 ALTER TABLE `routing` DISABLE KEYS */;
INSERT INTO `routing` VALUES (1,1,1,0,''),
(2,1,2,0,''),
(3,2,2,0,'');
/*!40000 ALTER TABLE `routing` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `products`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `products` (
  `id` varchar(255) DEFAULT NULL,
  `name` varchar(255) DEFAULT NULL,
  `price` varchar(255) DEFAULT NULL,
  `setup_fee` varchar(255) DEFAULT NULL,
  `product_category` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `products` WRITE;
/*!40000 ALTER TABLE `products` DISABLE KEYS */;
INSERT INTO `products` VALUES (1,'33472000100','4.00000','1.00000',4);
/*!40000 ALTER TABLE `products` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `dids`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `dids` (
  `id` varchar(255) DEFAULT NULL,
  `number` varchar(255) DEFAULT NULL,
  `accountid` varchar(255) DEFAULT NULL,
  `parent_id` varchar(255) DEFAULT NULL,
  `connectcost` varchar(255) DEFAULT NULL,
  `includedseconds` varchar(255) DEFAULT NULL,
  `monthlycost` varchar(255) DEFAULT NULL,
  `cost` varchar(255) DEFAULT NULL,
  `init_inc` varchar(255) DEFAULT NULL,
  `inc` varchar(255) DEFAULT NULL,
  `extensions` varchar(255) DEFAULT NULL,
  `status` varchar(255) DEFAULT NULL,
  `provider_id` varchar(255) DEFAULT NULL,
  `country_id` varchar(255) DEFAULT NULL,
  `province` varchar(255) DEFAULT NULL,
  `city` varchar(255) DEFAULT NULL,
  `setup` varchar(255) DEFAULT NULL,
  `maxchannels` varchar(255) DEFAULT NULL,
  `call_type` varchar(255) DEFAULT NULL,
  `product_id` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `dids` WRITE;
/*!40000 ALTER TABLE `dids` DISABLE KEYS */;
INSERT INTO `dids` VALUES (1,'33472000100',2,NULL,'0.00000',NULL,'0.00000','0.00000',NULL,NULL,'70010',0,NULL,NULL,'','Lyon','0.00000',NULL,5,1),
(2,'914455500001',7,NULL,'0.00000',NULL,'0.00000','0.01000',NULL,NULL,'nobody',0,NULL,NULL,'','',NULL,NULL,5,0),
(3,'12',0,NULL,'0',NULL,'0.00000','0',NULL,NULL,'',0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
/*!40000 ALTER TABLE `dids` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `block_patterns`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `block_patterns` (
  `id` varchar(255) DEFAULT NULL,
  `accountid` varchar(255) DEFAULT NULL,
  `blocked_patterns` varchar(255) DEFAULT NULL,
  `destination` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `block_patterns` WRITE;
/*!40000 ALTER TABLE `block_patterns` DISABLE KEYS */;
INSERT INTO `block_patterns` VALUES (1,2,'^338.*','Surtaxés'),
(2,7,'^1[0-9]','?');
/*!40000 ALTER TABLE `block_patterns` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `invoices`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `invoices` (
  `id` varchar(255) DEFAULT NULL,
  `prefix` varchar(255) DEFAULT NULL,
  `number` varchar(255) DEFAULT NULL,
  `accountid` varchar(255) DEFAULT NULL,
  `reseller_id` varchar(255) DEFAULT NULL,
  `from_date` varchar(255) DEFAULT NULL,
  `to_date` varchar(255) DEFAULT NULL,
  `due_date` varchar(255) DEFAULT NULL,
  `status` varchar(255) DEFAULT NULL,
  `generate_date` varchar(255) DEFAULT NULL,
  `type` varchar(255) DEFAULT NULL,
  `confirm` varchar(255) DEFAULT NULL,
  `is_deleted` varchar(255) DEFAULT NULL,
  `notes` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `invoices` WRITE;
/*!40000 ALTER TABLE `invoices` DISABLE KEYS */;
INSERT INTO `invoices` VALUES (1,'INV_','000041',7,0,'2026-10-01 00:00:00','2026-10-31 23:59:59','2026-11-15 00:00:00',2,'2026-11-01 04:00:00','I',1,0,''),
(2,'INV_','000040',7,0,'2026-09-01 00:00:00','2026-09-30 23:59:59','2026-10-15 00:00:00',0,'2026-10-01 04:00:00','I',1,0,''),
(4,'INV_','000042',5,0,'2026-10-01 00:00:00','2026-10-31 23:59:59','2026-11-15 00:00:00',1,'2026-11-01 04:00:00','I',1,0,''),
(3,'R_','000001',2,0,'2026-09-01 00:00:00','2026-09-30 00:00:00','2026-10-15 00:00:00',1,'2026-10-01 04:00:00','R',1,0,'');
/*!40000 ALTER TABLE `invoices` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `invoice_details`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `invoice_details` (
  `id` varchar(255) DEFAULT NULL,
  `accountid` varchar(255) DEFAULT NULL,
  `invoiceid` varchar(255) DEFAULT NULL,
  `charge_type` varchar(255) DEFAULT NULL,
  `is_tax` varchar(255) DEFAULT NULL,
  `description` varchar(255) DEFAULT NULL,
  `debit` varchar(255) DEFAULT NULL,
  `credit` varchar(255) DEFAULT NULL,
  `created_date` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `invoice_details` WRITE;
/*!40000 ALTER TABLE `invoice_details` DISABLE KEYS */;
INSERT INTO `invoice_details` VALUES (5,5,4,'STANDARD',0,'Calls','6.50000','0.00000','2026-11-01 04:00:00'),
(1,7,1,'STANDARD',0,'Calls','80.00000','0.00000','2026-11-01 04:00:00'),
(2,7,1,'DID',0,'DID','4.00000','0.00000','2026-11-01 04:00:00'),
(3,7,1,'TAX',1,'TVA','16.80000','0.00000','2026-11-01 04:00:00'),
(4,7,1,'INVPAY',0,'part','0.00000','12.30000','2026-11-09 04:00:00');
/*!40000 ALTER TABLE `invoice_details` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `payments`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `payments` (
  `id` varchar(255) DEFAULT NULL,
  `accountid` varchar(255) DEFAULT NULL,
  `amount` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `payments` WRITE;
/*!40000 ALTER TABLE `payments` DISABLE KEYS */;
INSERT INTO `payments` VALUES (1,2,'100.00000');
/*!40000 ALTER TABLE `payments` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `cdrs`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `cdrs` (
  `uniqueid` varchar(255) DEFAULT NULL,
  `accountid` varchar(255) DEFAULT NULL,
  `type` varchar(255) DEFAULT NULL,
  `sip_user` varchar(255) DEFAULT NULL,
  `callerid` varchar(255) DEFAULT NULL,
  `callednum` varchar(255) DEFAULT NULL,
  `translated_dst` varchar(255) DEFAULT NULL,
  `billseconds` varchar(255) DEFAULT NULL,
  `trunk_id` varchar(255) DEFAULT NULL,
  `disposition` varchar(255) DEFAULT NULL,
  `callstart` varchar(255) DEFAULT NULL,
  `debit` varchar(255) DEFAULT NULL,
  `cost` varchar(255) DEFAULT NULL,
  `pricelist_id` varchar(255) DEFAULT NULL,
  `pattern` varchar(255) DEFAULT NULL,
  `notes` varchar(255) DEFAULT NULL,
  `call_direction` varchar(255) DEFAULT NULL,
  `calltype` varchar(255) DEFAULT NULL,
  `billmsec` varchar(255) DEFAULT NULL,
  `waitmsec` varchar(255) DEFAULT NULL,
  `end_stamp` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`uniqueid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `cdrs` WRITE;
/*!40000 ALTER TABLE `cdrs` DISABLE KEYS */;
INSERT INTO `cdrs` VALUES ('9cecdeee-aaaa-4bbb-8ccc-000000000000',8,0,'','anonymous','914400423583','',0,1,'USER_BUSY [17]','2026-10-06 02:55:26','0.000000','0.000000',1,'^91.*','Inde','outbound','STANDARD',0,3000,'2026-10-06 02:55:29'),
('d1c5554e-aaaa-4bbb-8ccc-000000000001',2,0,'','\"Amélie\" <33472000118>','914400815993','',276,1,'NORMAL_CLEARING [16]','2026-10-05 13:13:09','0.055200','0.027600',1,'^91.*','Inde','outbound','STANDARD',276000,3000,'2026-10-05 13:17:48'),
('70a6383e-aaaa-4bbb-8ccc-000000000002',3,0,'','\"Amélie\" <33472000118>','33600207890','',151,1,'NORMAL_CLEARING [16]','2026-10-09 17:58:32','0.030200','0.015100',1,'^336.*','France – mobile','outbound','STANDARD',151000,3000,'2026-10-09 18:01:06'),
('adf16743-aaaa-4bbb-8ccc-000000000003',3,0,'','\"Amélie\" <33472000118>','33600956106','',26,1,'NORMAL_CLEARING [16]','2026-10-02 02:57:20','0.005200','0.002600',1,'^336.*','France – mobile','outbound','STANDARD',26000,3000,'2026-10-02 02:57:49'),
('9631bbcc-aaaa-4bbb-8ccc-000000000004',2,0,'','\"Amélie\" <33472000118>','33472047940','',66,1,'NORMAL_CLEARING [16]','2026-10-02 22:45:45','0.013200','0.006600',1,'^33.*','France fixe','outbound','STANDARD',66000,3000,'2026-10-02 22:46:54'),
('325d62f5-aaaa-4bbb-8ccc-000000000005',6,0,'','anonymous','914400093136','',271,1,'NORMAL_CLEARING [16]','2026-10-07 06:53:21','0.054200','0.027100',1,'^91.*','Inde','outbound','STANDARD',271000,3000,'2026-10-07 06:57:55'),
('e4426ad3-aaaa-4bbb-8ccc-000000000006',2,0,'','\"Amélie\" <33472000118>','33600224140','',0,1,'NO_ANSWER [19]','2026-10-06 12:05:56','0.000000','0.000000',1,'^336.*','France – mobile','outbound','STANDARD',0,3000,'2026-10-06 12:05:59'),
('5bdba1fd-aaaa-4bbb-8ccc-000000000007',3,0,'','\"Amélie\" <33472000118>','33600533950','',141,1,'NORMAL_CLEARING [16]','2026-10-07 08:50:41','0.028200','0.014100',1,'^336.*','France – mobile','outbound','STANDARD',141000,3000,'2026-10-07 08:53:05'),
('7c998555-aaaa-4bbb-8ccc-000000000008',7,0,'','\"Amélie\" <33472000118>','914400544392','',766,1,'NORMAL_CLEARING [16]','2026-10-05 08:39:01','0.153200','0.076600',1,'^91.*','Inde','outbound','STANDARD',766000,3000,'2026-10-05 08:51:50'),
('7726bee9-aaaa-4bbb-8ccc-000000000009',2,0,'','\"Amélie\" <33472000118>','33472168758','',52,1,'NORMAL_CLEARING [16]','2026-10-02 03:49:26','0.010400','0.005200',1,'^33.*','France fixe','outbound','STANDARD',52000,3000,'2026-10-02 03:50:21'),
('47dfe420-aaaa-4bbb-8ccc-00000000000a',2,0,'','anonymous','914400227833','',225,1,'NORMAL_CLEARING [16]','2026-10-07 10:26:41','0.045000','0.022500',1,'^91.*','Inde','outbound','STANDARD',225000,3000,'2026-10-07 10:30:29'),
('ce6e3826-aaaa-4bbb-8ccc-00000000000b',3,0,'','\"Amélie\" <33472000118>','914400984598','',252,1,'NORMAL_CLEARING [16]','2026-10-04 20:49:26','0.050400','0.025200',1,'^91.*','Inde','outbound','STANDARD',252000,3000,'2026-10-04 20:53:41'),
('4c73ba7e-aaaa-4bbb-8ccc-00000000000c',7,0,'','\"Amélie\" <33472000118>','33472233597','',0,1,'USER_BUSY [17]','2026-10-04 19:27:54','0.000000','0.000000',1,'^33.*','France fixe','outbound','STANDARD',0,3000,'2026-10-04 19:27:57'),
('4203e92f-aaaa-4bbb-8ccc-00000000000d',3,0,'','\"Amélie\" <33472000118>','914400444785','',249,1,'NORMAL_CLEARING [16]','2026-10-08 10:05:37','0.049800','0.024900',1,'^91.*','Inde','outbound','STANDARD',249000,3000,'2026-10-08 10:09:49'),
('461890d3-aaaa-4bbb-8ccc-00000000000e',8,0,'','\"Amélie\" <33472000118>','33472162872','',308,1,'NORMAL_CLEARING [16]','2026-10-06 04:20:24','0.061600','0.030800',1,'^33.*','France fixe','outbound','STANDARD',308000,3000,'2026-10-06 04:25:35'),
('0d96b888-aaaa-4bbb-8ccc-00000000000f',2,0,'','anonymous','33472116391','',306,1,'NORMAL_CLEARING [16]','2026-10-06 07:44:24','0.061200','0.030600',1,'^33.*','France fixe','outbound','STANDARD',306000,3000,'2026-10-06 07:49:33'),
('e1baae79-aaaa-4bbb-8ccc-000000000010',2,0,'','\"Amélie\" <33472000118>','33472349278','',523,1,'NORMAL_CLEARING [16]','2026-10-07 10:51:22','0.104600','0.052300',1,'^33.*','France fixe','outbound','STANDARD',523000,3000,'2026-10-07 11:00:08'),
('0b58ab6d-aaaa-4bbb-8ccc-000000000011',6,0,'','\"Amélie\" <33472000118>','33600706264','',257,1,'NORMAL_CLEARING [16]','2026-10-03 01:35:43','0.051400','0.025700',1,'^336.*','France – mobile','outbound','STANDARD',257000,3000,'2026-10-03 01:40:03'),
('83daa9f9-aaaa-4bbb-8ccc-000000000012',8,0,'','\"Amélie\" <33472000118>','914400740585','',0,1,'USER_BUSY [17]','2026-10-08 20:09:39','0.000000','0.000000',1,'^91.*','Inde','outbound','STANDARD',0,3000,'2026-10-08 20:09:42'),
('ac0b42b6-aaaa-4bbb-8ccc-000000000013',2,0,'','\"Amélie\" <33472000118>','33600903101','',765,1,'NORMAL_CLEARING [16]','2026-10-05 23:31:13','0.153000','0.076500',1,'^336.*','France – mobile','outbound','STANDARD',765000,3000,'2026-10-05 23:44:01'),
('540354e2-aaaa-4bbb-8ccc-000000000014',2,0,'','anonymous','914400322299','',843,1,'NORMAL_CLEARING [16]','2026-10-04 14:48:06','0.168600','0.084300',1,'^91.*','Inde','outbound','STANDARD',843000,3000,'2026-10-04 15:02:12'),
('d0790cc3-aaaa-4bbb-8ccc-000000000015',6,0,'','\"Amélie\" <33472000118>','33600405821','',518,1,'NORMAL_CLEARING [16]','2026-10-06 10:31:36','0.103600','0.051800',1,'^336.*','France – mobile','outbound','STANDARD',518000,3000,'2026-10-06 10:40:17'),
('0231f35a-aaaa-4bbb-8ccc-000000000016',7,0,'','\"Amélie\" <33472000118>','33600712080','',140,1,'NORMAL_CLEARING [16]','2026-10-09 14:26:36','0.028000','0.014000',1,'^336.*','France – mobile','outbound','STANDARD',140000,3000,'2026-10-09 14:28:59'),
('fbc2c261-aaaa-4bbb-8ccc-000000000017',2,0,'','\"Amélie\" <33472000118>','33600194911','',318,1,'NORMAL_CLEARING [16]','2026-10-02 15:49:27','0.063600','0.031800',1,'^336.*','France – mobile','outbound','STANDARD',318000,3000,'2026-10-02 15:54:48'),
('47640ccd-aaaa-4bbb-8ccc-000000000018',6,0,'','\"Amélie\" <33472000118>','33600591206','',0,1,'NO_ANSWER [19]','2026-10-08 08:24:03','0.000000','0.000000',1,'^336.*','France – mobile','outbound','STANDARD',0,3000,'2026-10-08 08:24:06'),
('067fed82-aaaa-4bbb-8ccc-000000000019',2,0,'','anonymous','33600445579','',325,1,'NORMAL_CLEARING [16]','2026-10-06 19:57:42','0.065000','0.032500',1,'^336.*','France – mobile','outbound','STANDARD',325000,3000,'2026-10-06 20:03:10'),
('78684513-aaaa-4bbb-8ccc-00000000001a',7,0,'','\"Amélie\" <33472000118>','33472675582','',765,1,'NORMAL_CLEARING [16]','2026-10-04 03:44:45','0.153000','0.076500',1,'^33.*','France fixe','outbound','STANDARD',765000,3000,'2026-10-04 03:57:33'),
('0bb0ab3c-aaaa-4bbb-8ccc-00000000001b',7,0,'','\"Amélie\" <33472000118>','33472557818','',759,1,'NORMAL_CLEARING [16]','2026-10-09 09:43:34','0.151800','0.075900',1,'^33.*','France fixe','outbound','STANDARD',759000,3000,'2026-10-09 09:56:16'),
('e2cbeff4-aaaa-4bbb-8ccc-00000000001c',3,0,'','\"Amélie\" <33472000118>','33472761627','',525,1,'NORMAL_CLEARING [16]','2026-10-02 17:39:04','0.105000','0.052500',1,'^33.*','France fixe','outbound','STANDARD',525000,3000,'2026-10-02 17:47:52'),
('1fbc48c9-aaaa-4bbb-8ccc-00000000001d',6,0,'','\"Amélie\" <33472000118>','914400427470','',765,1,'NORMAL_CLEARING [16]','2026-10-02 14:55:20','0.153000','0.076500',1,'^91.*','Inde','outbound','STANDARD',765000,3000,'2026-10-02 15:08:08'),
('296a00e7-aaaa-4bbb-8ccc-00000000001e',8,0,'','anonymous','33600550115','',0,1,'USER_BUSY [17]','2026-10-05 03:42:27','0.000000','0.000000',1,'^336.*','France – mobile','outbound','STANDARD',0,3000,'2026-10-05 03:42:30'),
('a88545e8-aaaa-4bbb-8ccc-00000000001f',7,0,'','\"Amélie\" <33472000118>','33472001529','',359,1,'NORMAL_CLEARING [16]','2026-10-05 18:19:42','0.071800','0.035900',1,'^33.*','France fixe','outbound','STANDARD',359000,3000,'2026-10-05 18:25:44'),
('15ed440c-aaaa-4bbb-8ccc-000000000020',7,0,'','\"Amélie\" <33472000118>','33600215481','',231,1,'NORMAL_CLEARING [16]','2026-10-08 10:54:39','0.046200','0.023100',1,'^336.*','France – mobile','outbound','STANDARD',231000,3000,'2026-10-08 10:58:33'),
('48bf7119-aaaa-4bbb-8ccc-000000000021',6,0,'','\"Amélie\" <33472000118>','33472327051','',432,1,'NORMAL_CLEARING [16]','2026-10-07 14:25:57','0.086400','0.043200',1,'^33.*','France fixe','outbound','STANDARD',432000,3000,'2026-10-07 14:33:12'),
('06972328-aaaa-4bbb-8ccc-000000000022',8,0,'','\"Amélie\" <33472000118>','33600957356','',775,1,'NORMAL_CLEARING [16]','2026-10-07 05:01:14','0.155000','0.077500',1,'^336.*','France – mobile','outbound','STANDARD',775000,3000,'2026-10-07 05:14:12'),
('e54d637b-aaaa-4bbb-8ccc-000000000023',7,0,'','anonymous','33600781064','',526,1,'NORMAL_CLEARING [16]','2026-10-04 19:29:01','0.105200','0.052600',1,'^336.*','France – mobile','outbound','STANDARD',526000,3000,'2026-10-04 19:37:50'),
('234d5045-aaaa-4bbb-8ccc-000000000024',6,0,'','\"Amélie\" <33472000118>','33600214555','',0,1,'USER_BUSY [17]','2026-10-06 06:45:21','0.000000','0.000000',1,'^336.*','France – mobile','outbound','STANDARD',0,3000,'2026-10-06 06:45:24'),
('08998114-aaaa-4bbb-8ccc-000000000025',7,0,'','\"Amélie\" <33472000118>','33600195540','',266,1,'NORMAL_CLEARING [16]','2026-10-02 16:32:22','0.053200','0.026600',1,'^336.*','France – mobile','outbound','STANDARD',266000,3000,'2026-10-02 16:36:51'),
('a7037a17-aaaa-4bbb-8ccc-000000000026',2,0,'','\"Amélie\" <33472000118>','914400172507','',344,1,'NORMAL_CLEARING [16]','2026-10-02 04:51:30','0.068800','0.034400',1,'^91.*','Inde','outbound','STANDARD',344000,3000,'2026-10-02 04:57:17'),
('f937526a-aaaa-4bbb-8ccc-000000000027',2,0,'','\"Amélie\" <33472000118>','914400417553','',672,1,'NORMAL_CLEARING [16]','2026-10-06 03:17:56','0.134400','0.067200',1,'^91.*','Inde','outbound','STANDARD',672000,3000,'2026-10-06 03:29:11'),
('6bda6b54-aaaa-4bbb-8ccc-000000000028',7,0,'','anonymous','914400292391','',317,1,'NORMAL_CLEARING [16]','2026-10-03 12:14:27','0.063400','0.031700',1,'^91.*','Inde','outbound','STANDARD',317000,3000,'2026-10-03 12:19:47'),
('c40db196-aaaa-4bbb-8ccc-000000000029',8,0,'','\"Amélie\" <33472000118>','33472063636','',530,1,'NORMAL_CLEARING [16]','2026-10-04 15:42:35','0.106000','0.053000',1,'^33.*','France fixe','outbound','STANDARD',530000,3000,'2026-10-04 15:51:28'),
('619be46b-aaaa-4bbb-8ccc-00000000002a',7,0,'','\"Amélie\" <33472000118>','33600934194','',0,1,'USER_BUSY [17]','2026-10-03 20:35:53','0.000000','0.000000',1,'^336.*','France – mobile','outbound','STANDARD',0,3000,'2026-10-03 20:35:56'),
('751706f0-aaaa-4bbb-8ccc-00000000002b',3,0,'','\"Amélie\" <33472000118>','33472436855','',173,1,'NORMAL_CLEARING [16]','2026-10-08 11:34:42','0.034600','0.017300',1,'^33.*','France fixe','outbound','STANDARD',173000,3000,'2026-10-08 11:37:38'),
('8e500319-aaaa-4bbb-8ccc-00000000002c',2,0,'','\"Amélie\" <33472000118>','914400155477','',568,1,'NORMAL_CLEARING [16]','2026-10-03 12:23:30','0.113600','0.056800',1,'^91.*','Inde','outbound','STANDARD',568000,3000,'2026-10-03 12:33:01'),
('75debb9d-aaaa-4bbb-8ccc-00000000002d',8,0,'','anonymous','33600026609','',451,1,'NORMAL_CLEARING [16]','2026-10-07 00:56:57','0.090200','0.045100',1,'^336.*','France – mobile','outbound','STANDARD',451000,3000,'2026-10-07 01:04:31'),
('860f666b-aaaa-4bbb-8ccc-00000000002e',7,0,'','\"Amélie\" <33472000118>','914400009833','',399,1,'NORMAL_CLEARING [16]','2026-10-04 16:16:15','0.079800','0.039900',1,'^91.*','Inde','outbound','STANDARD',399000,3000,'2026-10-04 16:22:57'),
('06343a87-aaaa-4bbb-8ccc-00000000002f',2,0,'','\"Amélie\" <33472000118>','33600751700','',212,1,'NORMAL_CLEARING [16]','2026-10-06 04:17:19','0.042400','0.021200',1,'^336.*','France – mobile','outbound','STANDARD',212000,3000,'2026-10-06 04:20:54'),
('106eff40-aaaa-4bbb-8ccc-000000000030',8,0,'','\"Amélie\" <33472000118>','33600776865','',0,1,'USER_BUSY [17]','2026-10-09 02:35:15','0.000000','0.000000',1,'^336.*','France – mobile','outbound','STANDARD',0,3000,'2026-10-09 02:35:18'),
('eca0a9df-aaaa-4bbb-8ccc-000000000031',7,0,'','\"Amélie\" <33472000118>','914400686296','',564,1,'NORMAL_CLEARING [16]','2026-10-08 02:38:04','0.112800','0.056400',1,'^91.*','Inde','outbound','STANDARD',564000,3000,'2026-10-08 02:47:31'),
('3eeb9ea1-aaaa-4bbb-8ccc-000000000032',2,0,'','anonymous','33600698403','',393,1,'NORMAL_CLEARING [16]','2026-10-04 22:04:52','0.078600','0.039300',1,'^336.*','France – mobile','outbound','STANDARD',393000,3000,'2026-10-04 22:11:28'),
('f83fe2c3-aaaa-4bbb-8ccc-000000000033',3,0,'','\"Amélie\" <33472000118>','914400538637','',277,1,'NORMAL_CLEARING [16]','2026-10-02 13:39:26','0.055400','0.027700',1,'^91.*','Inde','outbound','STANDARD',277000,3000,'2026-10-02 13:44:06'),
('eec2e753-aaaa-4bbb-8ccc-000000000034',3,0,'','\"Amélie\" <33472000118>','33600060115','',520,1,'NORMAL_CLEARING [16]','2026-10-02 03:19:38','0.104000','0.052000',1,'^336.*','France – mobile','outbound','STANDARD',520000,3000,'2026-10-02 03:28:21'),
('6f39e365-aaaa-4bbb-8ccc-000000000035',7,0,'','\"Amélie\" <33472000118>','33600496126','',65,1,'NORMAL_CLEARING [16]','2026-10-07 21:18:15','0.013000','0.006500',1,'^336.*','France – mobile','outbound','STANDARD',65000,3000,'2026-10-07 21:19:23'),
('7eb5bbd8-aaaa-4bbb-8ccc-000000000036',7,0,'','\"Amélie\" <33472000118>','33600451497','',0,1,'NO_ANSWER [19]','2026-10-03 19:36:31','0.000000','0.000000',1,'^336.*','France – mobile','outbound','STANDARD',0,3000,'2026-10-03 19:36:34'),
('c29363f0-aaaa-4bbb-8ccc-000000000037',8,0,'','anonymous','33600654966','',321,1,'NORMAL_CLEARING [16]','2026-10-03 03:08:10','0.064200','0.032100',1,'^336.*','France – mobile','outbound','STANDARD',321000,3000,'2026-10-03 03:13:34'),
('fb7a2f39-aaaa-4bbb-8ccc-000000000038',6,0,'','\"Amélie\" <33472000118>','914400457387','',590,1,'NORMAL_CLEARING [16]','2026-10-06 00:51:36','0.118000','0.059000',1,'^91.*','Inde','outbound','STANDARD',590000,3000,'2026-10-06 01:01:29'),
('45828316-aaaa-4bbb-8ccc-000000000039',2,0,'','\"Amélie\" <33472000118>','914400081180','',374,1,'NORMAL_CLEARING [16]','2026-10-06 03:18:50','0.074800','0.037400',1,'^91.*','Inde','outbound','STANDARD',374000,3000,'2026-10-06 03:25:07'),
('2de78985-aaaa-4bbb-8ccc-00000000003a',2,0,'','\"Amélie\" <33472000118>','33472053912','',670,1,'NORMAL_CLEARING [16]','2026-10-02 08:16:20','0.134000','0.067000',1,'^33.*','France fixe','outbound','STANDARD',670000,3000,'2026-10-02 08:27:33'),
('b4ac2669-aaaa-4bbb-8ccc-00000000003b',6,0,'','\"Amélie\" <33472000118>','33600805947','',494,1,'NORMAL_CLEARING [16]','2026-10-04 09:02:51','0.098800','0.049400',1,'^336.*','France – mobile','outbound','STANDARD',494000,3000,'2026-10-04 09:11:08'),
('06febaf2-aaaa-4bbb-8ccc-00000000003c',3,0,'','anonymous','914400129292','',0,1,'NO_ANSWER [19]','2026-10-03 13:27:22','0.000000','0.000000',1,'^91.*','Inde','outbound','STANDARD',0,3000,'2026-10-03 13:27:25'),
('0219dba8-aaaa-4bbb-8ccc-00000000003d',3,0,'','\"Amélie\" <33472000118>','914400169903','',465,1,'NORMAL_CLEARING [16]','2026-10-06 08:54:47','0.093000','0.046500',1,'^91.*','Inde','outbound','STANDARD',465000,3000,'2026-10-06 09:02:35'),
('a465f776-aaaa-4bbb-8ccc-00000000003e',3,0,'','\"Amélie\" <33472000118>','33600981521','',97,1,'NORMAL_CLEARING [16]','2026-10-09 05:54:22','0.019400','0.009700',1,'^336.*','France – mobile','outbound','STANDARD',97000,3000,'2026-10-09 05:56:02'),
('fb777fb0-aaaa-4bbb-8ccc-00000000003f',2,0,'','\"Amélie\" <33472000118>','33600651391','',46,1,'NORMAL_CLEARING [16]','2026-10-07 01:44:11','0.009200','0.004600',1,'^336.*','France – mobile','outbound','STANDARD',46000,3000,'2026-10-07 01:45:00'),
('ae746544-aaaa-4bbb-8ccc-000000000040',2,0,'','\"Amélie\" <33472000118>','33472970477','',388,1,'NORMAL_CLEARING [16]','2026-10-03 14:54:13','0.077600','0.038800',1,'^33.*','France fixe','outbound','STANDARD',388000,3000,'2026-10-03 15:00:44'),
('12bece9b-aaaa-4bbb-8ccc-000000000041',8,0,'','anonymous','33472856551','',622,1,'NORMAL_CLEARING [16]','2026-10-02 20:27:40','0.124400','0.062200',1,'^33.*','France fixe','outbound','STANDARD',622000,3000,'2026-10-02 20:38:05'),
('06572961-aaaa-4bbb-8ccc-000000000042',8,0,'','\"Amélie\" <33472000118>','33472557040','',0,1,'NO_ANSWER [19]','2026-10-04 18:55:32','0.000000','0.000000',1,'^33.*','France fixe','outbound','STANDARD',0,3000,'2026-10-04 18:55:35'),
('35600beb-aaaa-4bbb-8ccc-000000000043',2,0,'','\"Amélie\" <33472000118>','33600497444','',494,1,'NORMAL_CLEARING [16]','2026-10-05 13:10:26','0.098800','0.049400',1,'^336.*','France – mobile','outbound','STANDARD',494000,3000,'2026-10-05 13:18:43'),
('3b8ab5a4-aaaa-4bbb-8ccc-000000000044',6,0,'','\"Amélie\" <33472000118>','33600182625','',511,1,'NORMAL_CLEARING [16]','2026-10-09 23:17:38','0.102200','0.051100',1,'^336.*','France – mobile','outbound','STANDARD',511000,3000,'2026-10-09 23:26:12'),
('76241634-aaaa-4bbb-8ccc-000000000045',2,0,'','\"Amélie\" <33472000118>','33472893938','',770,1,'NORMAL_CLEARING [16]','2026-10-06 21:16:02','0.154000','0.077000',1,'^33.*','France fixe','outbound','STANDARD',770000,3000,'2026-10-06 21:28:55'),
('42e96aa0-aaaa-4bbb-8ccc-000000000046',2,0,'','anonymous','33600135716','',679,1,'NORMAL_CLEARING [16]','2026-10-04 13:11:07','0.135800','0.067900',1,'^336.*','France – mobile','outbound','STANDARD',679000,3000,'2026-10-04 13:22:29'),
('a64b0196-aaaa-4bbb-8ccc-000000000047',2,0,'','\"Amélie\" <33472000118>','33472218432','',223,1,'NORMAL_CLEARING [16]','2026-10-08 02:10:20','0.044600','0.022300',1,'^33.*','France fixe','outbound','STANDARD',223000,3000,'2026-10-08 02:14:06'),
('3cc88160-aaaa-4bbb-8ccc-000000000048',2,0,'','\"Amélie\" <33472000118>','914400273567','',0,1,'NO_ANSWER [19]','2026-10-04 03:12:17','0.000000','0.000000',1,'^91.*','Inde','outbound','STANDARD',0,3000,'2026-10-04 03:12:20'),
('dd21bdf0-aaaa-4bbb-8ccc-000000000049',3,0,'','\"Amélie\" <33472000118>','914400453424','',127,1,'NORMAL_CLEARING [16]','2026-10-07 10:10:39','0.025400','0.012700',1,'^91.*','Inde','outbound','STANDARD',127000,3000,'2026-10-07 10:12:49'),
('776aaebb-aaaa-4bbb-8ccc-00000000004a',8,0,'','\"Amélie\" <33472000118>','33472870802','',253,1,'NORMAL_CLEARING [16]','2026-10-07 05:19:31','0.050600','0.025300',1,'^33.*','France fixe','outbound','STANDARD',253000,3000,'2026-10-07 05:23:47'),
('1da48e10-aaaa-4bbb-8ccc-00000000004b',3,0,'','anonymous','33472615528','',621,1,'NORMAL_CLEARING [16]','2026-10-06 01:00:38','0.124200','0.062100',1,'^33.*','France fixe','outbound','STANDARD',621000,3000,'2026-10-06 01:11:02'),
('bfdc83ba-aaaa-4bbb-8ccc-00000000004c',2,0,'','\"Amélie\" <33472000118>','914400270375','',387,1,'NORMAL_CLEARING [16]','2026-10-08 23:50:41','0.077400','0.038700',1,'^91.*','Inde','outbound','STANDARD',387000,3000,'2026-10-08 23:57:11'),
('5870a234-aaaa-4bbb-8ccc-00000000004d',2,0,'','\"Amélie\" <33472000118>','33600562303','',718,1,'NORMAL_CLEARING [16]','2026-10-08 06:56:09','0.143600','0.071800',1,'^336.*','France – mobile','outbound','STANDARD',718000,3000,'2026-10-08 07:08:10'),
('9b1b269d-aaaa-4bbb-8ccc-00000000004e',8,0,'','\"Amélie\" <33472000118>','914400174345','',0,1,'NO_ANSWER [19]','2026-10-05 22:36:59','0.000000','0.000000',1,'^91.*','Inde','outbound','STANDARD',0,3000,'2026-10-05 22:37:02'),
('0c0edc4d-aaaa-4bbb-8ccc-00000000004f',3,0,'','\"Amélie\" <33472000118>','33600008376','',359,1,'NORMAL_CLEARING [16]','2026-10-09 18:59:04','0.071800','0.035900',1,'^336.*','France – mobile','outbound','STANDARD',359000,3000,'2026-10-09 19:05:06'),
('c3f5fd75-aaaa-4bbb-8ccc-000000000050',8,0,'','anonymous','914400935548','',638,1,'NORMAL_CLEARING [16]','2026-10-07 01:16:43','0.127600','0.063800',1,'^91.*','Inde','outbound','STANDARD',638000,3000,'2026-10-07 01:27:24'),
('92924d8d-aaaa-4bbb-8ccc-000000000051',6,0,'','\"Amélie\" <33472000118>','33472567571','',827,1,'NORMAL_CLEARING [16]','2026-10-02 04:54:34','0.165400','0.082700',1,'^33.*','France fixe','outbound','STANDARD',827000,3000,'2026-10-02 05:08:24'),
('79c06680-aaaa-4bbb-8ccc-000000000052',2,0,'','\"Amélie\" <33472000118>','33600841535','',821,1,'NORMAL_CLEARING [16]','2026-10-05 05:43:15','0.164200','0.082100',1,'^336.*','France – mobile','outbound','STANDARD',821000,3000,'2026-10-05 05:56:59'),
('4a6b0c52-aaaa-4bbb-8ccc-000000000053',2,0,'','\"Amélie\" <33472000118>','914400154311','',353,1,'NORMAL_CLEARING [16]','2026-10-05 22:28:30','0.070600','0.035300',1,'^91.*','Inde','outbound','STANDARD',353000,3000,'2026-10-05 22:34:26'),
('70beccef-aaaa-4bbb-8ccc-000000000054',7,0,'','\"Amélie\" <33472000118>','33600799125','',0,1,'USER_BUSY [17]','2026-10-07 05:15:39','0.000000','0.000000',1,'^336.*','France – mobile','outbound','STANDARD',0,3000,'2026-10-07 05:15:42'),
('bc247334-aaaa-4bbb-8ccc-000000000055',8,0,'','anonymous','33472475864','',838,1,'NORMAL_CLEARING [16]','2026-10-05 14:06:15','0.167600','0.083800',1,'^33.*','France fixe','outbound','STANDARD',838000,3000,'2026-10-05 14:20:16'),
('ec10cda3-aaaa-4bbb-8ccc-000000000056',6,0,'','\"Amélie\" <33472000118>','33472463502','',225,1,'NORMAL_CLEARING [16]','2026-10-04 21:17:23','0.045000','0.022500',1,'^33.*','France fixe','outbound','STANDARD',225000,3000,'2026-10-04 21:21:11'),
('0478f405-aaaa-4bbb-8ccc-000000000057',7,0,'','\"Amélie\" <33472000118>','914400692543','',64,1,'NORMAL_CLEARING [16]','2026-10-06 19:44:42','0.012800','0.006400',1,'^91.*','Inde','outbound','STANDARD',64000,3000,'2026-10-06 19:45:49'),
('ea45e81b-aaaa-4bbb-8ccc-000000000058',2,0,'','\"Amélie\" <33472000118>','33472582267','',790,1,'NORMAL_CLEARING [16]','2026-10-04 08:30:15','0.158000','0.079000',1,'^33.*','France fixe','outbound','STANDARD',790000,3000,'2026-10-04 08:43:28'),
('fd2b506a-aaaa-4bbb-8ccc-000000000059',2,0,'','\"Amélie\" <33472000118>','33472289224','',167,1,'NORMAL_CLEARING [16]','2026-10-04 05:43:28','0.033400','0.016700',1,'^33.*','France fixe','outbound','STANDARD',167000,3000,'2026-10-04 05:46:18'),
('7c10f18f-aaaa-4bbb-8ccc-00000000005a',2,0,'','anonymous','914400141713','',0,1,'NO_ANSWER [19]','2026-10-05 21:16:15','0.000000','0.000000',1,'^91.*','Inde','outbound','STANDARD',0,3000,'2026-10-05 21:16:18'),
('5591dcca-aaaa-4bbb-8ccc-00000000005b',6,0,'','\"Amélie\" <33472000118>','33600724552','',417,1,'NORMAL_CLEARING [16]','2026-10-02 18:52:43','0.083400','0.041700',1,'^336.*','France – mobile','outbound','STANDARD',417000,3000,'2026-10-02 18:59:43'),
('ff6ffe6f-aaaa-4bbb-8ccc-00000000005c',2,0,'','\"Amélie\" <33472000118>','33600527784','',737,1,'NORMAL_CLEARING [16]','2026-10-03 08:12:30','0.147400','0.073700',1,'^336.*','France – mobile','outbound','STANDARD',737000,3000,'2026-10-03 08:24:50'),
('d45d242b-aaaa-4bbb-8ccc-00000000005d',7,0,'','\"Amélie\" <33472000118>','33472399658','',667,1,'NORMAL_CLEARING [16]','2026-10-09 08:52:22','0.133400','0.066700',1,'^33.*','France fixe','outbound','STANDARD',667000,3000,'2026-10-09 09:03:32'),
('a5db8859-aaaa-4bbb-8ccc-00000000005e',2,0,'','\"Amélie\" <33472000118>','914400471083','',855,1,'NORMAL_CLEARING [16]','2026-10-04 06:00:03','0.171000','0.085500',1,'^91.*','Inde','outbound','STANDARD',855000,3000,'2026-10-04 06:14:21'),
('9a85b617-aaaa-4bbb-8ccc-00000000005f',7,0,'','anonymous','914400427486','',576,1,'NORMAL_CLEARING [16]','2026-10-06 12:38:15','0.115200','0.057600',1,'^91.*','Inde','outbound','STANDARD',576000,3000,'2026-10-06 12:47:54'),
('feca88bf-aaaa-4bbb-8ccc-000000000060',6,0,'','\"Amélie\" <33472000118>','914400205704','',0,1,'USER_BUSY [17]','2026-10-08 02:51:54','0.000000','0.000000',1,'^91.*','Inde','outbound','STANDARD',0,3000,'2026-10-08 02:51:57'),
('4b8d1721-aaaa-4bbb-8ccc-000000000061',7,0,'','\"Amélie\" <33472000118>','33600994702','',707,1,'NORMAL_CLEARING [16]','2026-10-05 23:39:13','0.141400','0.070700',1,'^336.*','France – mobile','outbound','STANDARD',707000,3000,'2026-10-05 23:51:03'),
('b35512f3-aaaa-4bbb-8ccc-000000000062',2,0,'','\"Amélie\" <33472000118>','33600601314','',615,1,'NORMAL_CLEARING [16]','2026-10-05 12:19:02','0.123000','0.061500',1,'^336.*','France – mobile','outbound','STANDARD',615000,3000,'2026-10-05 12:29:20'),
('8d9d6ea5-aaaa-4bbb-8ccc-000000000063',3,0,'','\"Amélie\" <33472000118>','33472968304','',299,1,'NORMAL_CLEARING [16]','2026-10-07 05:38:38','0.059800','0.029900',1,'^33.*','France fixe','outbound','STANDARD',299000,3000,'2026-10-07 05:43:40');
INSERT INTO `cdrs` VALUES ('15b30b77-aaaa-4bbb-8ccc-000000000064',2,0,'','anonymous','33472290013','',762,1,'NORMAL_CLEARING [16]','2026-10-03 18:37:56','0.152400','0.076200',1,'^33.*','France fixe','outbound','STANDARD',762000,3000,'2026-10-03 18:50:41'),
('797f1421-aaaa-4bbb-8ccc-000000000065',2,0,'','\"Amélie\" <33472000118>','33472791581','',11,1,'NORMAL_CLEARING [16]','2026-10-08 00:15:43','0.002200','0.001100',1,'^33.*','France fixe','outbound','STANDARD',11000,3000,'2026-10-08 00:15:57'),
('a985ebc7-aaaa-4bbb-8ccc-000000000066',2,0,'','\"Amélie\" <33472000118>','914400997516','',0,1,'USER_BUSY [17]','2026-10-02 11:19:21','0.000000','0.000000',1,'^91.*','Inde','outbound','STANDARD',0,3000,'2026-10-02 11:19:24'),
('7eefd7b8-aaaa-4bbb-8ccc-000000000067',8,0,'','\"Amélie\" <33472000118>','914400408144','',285,1,'NORMAL_CLEARING [16]','2026-10-02 06:41:00','0.057000','0.028500',1,'^91.*','Inde','outbound','STANDARD',285000,3000,'2026-10-02 06:45:48'),
('efde0f9f-aaaa-4bbb-8ccc-000000000068',6,0,'','\"Amélie\" <33472000118>','33600961915','',731,1,'NORMAL_CLEARING [16]','2026-10-09 15:33:33','0.146200','0.073100',1,'^336.*','France – mobile','outbound','STANDARD',731000,3000,'2026-10-09 15:45:47'),
('16832c9a-aaaa-4bbb-8ccc-000000000069',2,0,'','anonymous','33472167179','',88,1,'NORMAL_CLEARING [16]','2026-10-06 00:20:55','0.017600','0.008800',1,'^33.*','France fixe','outbound','STANDARD',88000,3000,'2026-10-06 00:22:26'),
('63983948-aaaa-4bbb-8ccc-00000000006a',6,0,'','\"Amélie\" <33472000118>','33472525372','',638,1,'NORMAL_CLEARING [16]','2026-10-06 09:17:02','0.127600','0.063800',1,'^33.*','France fixe','outbound','STANDARD',638000,3000,'2026-10-06 09:27:43'),
('53cf52c3-aaaa-4bbb-8ccc-00000000006b',2,0,'','\"Amélie\" <33472000118>','33600598157','',403,1,'NORMAL_CLEARING [16]','2026-10-09 21:43:07','0.080600','0.040300',1,'^336.*','France – mobile','outbound','STANDARD',403000,3000,'2026-10-09 21:49:53'),
('1d8145ab-aaaa-4bbb-8ccc-00000000006c',7,0,'','\"Amélie\" <33472000118>','33600320076','',0,1,'USER_BUSY [17]','2026-10-02 20:45:53','0.000000','0.000000',1,'^336.*','France – mobile','outbound','STANDARD',0,3000,'2026-10-02 20:45:56'),
('b6f757f7-aaaa-4bbb-8ccc-00000000006d',2,0,'','\"Amélie\" <33472000118>','914400734180','',126,1,'NORMAL_CLEARING [16]','2026-10-09 08:13:40','0.025200','0.012600',1,'^91.*','Inde','outbound','STANDARD',126000,3000,'2026-10-09 08:15:49'),
('80287622-aaaa-4bbb-8ccc-00000000006e',7,0,'','anonymous','914400449457','',456,1,'NORMAL_CLEARING [16]','2026-10-09 05:17:25','0.091200','0.045600',1,'^91.*','Inde','outbound','STANDARD',456000,3000,'2026-10-09 05:25:04'),
('e1d01ccf-aaaa-4bbb-8ccc-00000000006f',7,0,'','\"Amélie\" <33472000118>','33472178403','',485,1,'NORMAL_CLEARING [16]','2026-10-05 00:21:45','0.097000','0.048500',1,'^33.*','France fixe','outbound','STANDARD',485000,3000,'2026-10-05 00:29:53'),
('91268e66-aaaa-4bbb-8ccc-000000000070',6,0,'','\"Amélie\" <33472000118>','914400620810','',340,1,'NORMAL_CLEARING [16]','2026-10-05 07:36:27','0.068000','0.034000',1,'^91.*','Inde','outbound','STANDARD',340000,3000,'2026-10-05 07:42:10'),
('d2734e0a-aaaa-4bbb-8ccc-000000000071',7,0,'','\"Amélie\" <33472000118>','33472488285','',231,1,'NORMAL_CLEARING [16]','2026-10-04 07:50:53','0.046200','0.023100',1,'^33.*','France fixe','outbound','STANDARD',231000,3000,'2026-10-04 07:54:47'),
('27bf6e49-aaaa-4bbb-8ccc-000000000072',2,0,'','\"Amélie\" <33472000118>','33600441437','',0,1,'USER_BUSY [17]','2026-10-06 03:04:01','0.000000','0.000000',1,'^336.*','France – mobile','outbound','STANDARD',0,3000,'2026-10-06 03:04:04'),
('997b5bd0-aaaa-4bbb-8ccc-000000000073',2,0,'','anonymous','33600141727','',674,1,'NORMAL_CLEARING [16]','2026-10-05 10:21:47','0.134800','0.067400',1,'^336.*','France – mobile','outbound','STANDARD',674000,3000,'2026-10-05 10:33:04'),
('278ec27d-aaaa-4bbb-8ccc-000000000074',7,0,'','\"Amélie\" <33472000118>','914400281493','',402,1,'NORMAL_CLEARING [16]','2026-10-04 20:41:56','0.080400','0.040200',1,'^91.*','Inde','outbound','STANDARD',402000,3000,'2026-10-04 20:48:41'),
('9de5cd4b-aaaa-4bbb-8ccc-000000000075',8,0,'','\"Amélie\" <33472000118>','33472762108','',158,1,'NORMAL_CLEARING [16]','2026-10-02 12:30:02','0.031600','0.015800',1,'^33.*','France fixe','outbound','STANDARD',158000,3000,'2026-10-02 12:32:43'),
('9d14cdd4-aaaa-4bbb-8ccc-000000000076',7,0,'','\"Amélie\" <33472000118>','914400085125','',730,1,'NORMAL_CLEARING [16]','2026-10-05 12:56:58','0.146000','0.073000',1,'^91.*','Inde','outbound','STANDARD',730000,3000,'2026-10-05 13:09:11'),
('faaca9d1-aaaa-4bbb-8ccc-000000000077',8,0,'','\"Amélie\" <33472000118>','914400418080','',310,1,'NORMAL_CLEARING [16]','2026-10-05 21:06:57','0.062000','0.031000',1,'^91.*','Inde','outbound','STANDARD',310000,3000,'2026-10-05 21:12:10'),
('ace50398-aaaa-4bbb-8ccc-000000000078',2,0,'','anonymous','33472532560','',0,1,'NO_ANSWER [19]','2026-10-06 23:36:43','0.000000','0.000000',1,'^33.*','France fixe','outbound','STANDARD',0,3000,'2026-10-06 23:36:46'),
('54136121-aaaa-4bbb-8ccc-000000000079',2,0,'','\"Amélie\" <33472000118>','33600992786','',347,1,'NORMAL_CLEARING [16]','2026-10-07 04:55:43','0.069400','0.034700',1,'^336.*','France – mobile','outbound','STANDARD',347000,3000,'2026-10-07 05:01:33'),
('c599fb52-aaaa-4bbb-8ccc-00000000007a',8,0,'','\"Amélie\" <33472000118>','33600771687','',584,1,'NORMAL_CLEARING [16]','2026-10-04 10:39:26','0.116800','0.058400',1,'^336.*','France – mobile','outbound','STANDARD',584000,3000,'2026-10-04 10:49:13'),
('c8fa4eaa-aaaa-4bbb-8ccc-00000000007b',6,0,'','\"Amélie\" <33472000118>','33472906660','',464,1,'NORMAL_CLEARING [16]','2026-10-08 19:04:12','0.092800','0.046400',1,'^33.*','France fixe','outbound','STANDARD',464000,3000,'2026-10-08 19:11:59'),
('9e936ccd-aaaa-4bbb-8ccc-00000000007c',2,0,'','\"Amélie\" <33472000118>','33472327163','',585,1,'NORMAL_CLEARING [16]','2026-10-09 01:00:10','0.117000','0.058500',1,'^33.*','France fixe','outbound','STANDARD',585000,3000,'2026-10-09 01:09:58'),
('b541955d-aaaa-4bbb-8ccc-00000000007d',8,0,'','anonymous','33472890625','',727,1,'NORMAL_CLEARING [16]','2026-10-05 06:16:28','0.145400','0.072700',1,'^33.*','France fixe','outbound','STANDARD',727000,3000,'2026-10-05 06:28:38'),
('9d1b854a-aaaa-4bbb-8ccc-00000000007e',8,0,'','\"Amélie\" <33472000118>','33600408733','',0,1,'USER_BUSY [17]','2026-10-08 00:27:16','0.000000','0.000000',1,'^336.*','France – mobile','outbound','STANDARD',0,3000,'2026-10-08 00:27:19'),
('f7ada7a0-aaaa-4bbb-8ccc-00000000007f',2,0,'','\"Amélie\" <33472000118>','33472125117','',867,1,'NORMAL_CLEARING [16]','2026-10-03 15:17:07','0.173400','0.086700',1,'^33.*','France fixe','outbound','STANDARD',867000,3000,'2026-10-03 15:31:37'),
('ff87f855-aaaa-4bbb-8ccc-000000000080',2,0,'','\"Amélie\" <33472000118>','33472751786','',473,1,'NORMAL_CLEARING [16]','2026-10-05 19:54:07','0.094600','0.047300',1,'^33.*','France fixe','outbound','STANDARD',473000,3000,'2026-10-05 20:02:03'),
('116cbf8c-aaaa-4bbb-8ccc-000000000081',2,0,'','\"Amélie\" <33472000118>','33600123483','',605,1,'NORMAL_CLEARING [16]','2026-10-09 02:03:05','0.121000','0.060500',1,'^336.*','France – mobile','outbound','STANDARD',605000,3000,'2026-10-09 02:13:13'),
('241b9932-aaaa-4bbb-8ccc-000000000082',8,0,'','anonymous','33600564201','',6,1,'NORMAL_CLEARING [16]','2026-10-09 06:40:16','0.001200','0.000600',1,'^336.*','France – mobile','outbound','STANDARD',6000,3000,'2026-10-09 06:40:25'),
('7c6beaf9-aaaa-4bbb-8ccc-000000000083',3,0,'','\"Amélie\" <33472000118>','914400346904','',542,1,'NORMAL_CLEARING [16]','2026-10-07 00:20:39','0.108400','0.054200',1,'^91.*','Inde','outbound','STANDARD',542000,3000,'2026-10-07 00:29:44'),
('7d9b8f2d-aaaa-4bbb-8ccc-000000000084',7,0,'','\"Amélie\" <33472000118>','33472498767','',0,1,'NO_ANSWER [19]','2026-10-04 22:37:51','0.000000','0.000000',1,'^33.*','France fixe','outbound','STANDARD',0,3000,'2026-10-04 22:37:54'),
('a1df8724-aaaa-4bbb-8ccc-000000000085',2,0,'','\"Amélie\" <33472000118>','914400681383','',376,1,'NORMAL_CLEARING [16]','2026-10-02 14:48:32','0.075200','0.037600',1,'^91.*','Inde','outbound','STANDARD',376000,3000,'2026-10-02 14:54:51'),
('192e833b-aaaa-4bbb-8ccc-000000000086',3,0,'','\"Amélie\" <33472000118>','914400515382','',593,1,'NORMAL_CLEARING [16]','2026-10-03 23:41:28','0.118600','0.059300',1,'^91.*','Inde','outbound','STANDARD',593000,3000,'2026-10-03 23:51:24'),
('ffc34cfd-aaaa-4bbb-8ccc-000000000087',3,0,'','anonymous','33472112478','',762,1,'NORMAL_CLEARING [16]','2026-10-06 08:58:18','0.152400','0.076200',1,'^33.*','France fixe','outbound','STANDARD',762000,3000,'2026-10-06 09:11:03'),
('d0c05463-aaaa-4bbb-8ccc-000000000088',3,0,'','\"Amélie\" <33472000118>','33600560652','',795,1,'NORMAL_CLEARING [16]','2026-10-06 11:24:28','0.159000','0.079500',1,'^336.*','France – mobile','outbound','STANDARD',795000,3000,'2026-10-06 11:37:46'),
('682780b0-aaaa-4bbb-8ccc-000000000089',2,0,'','\"Amélie\" <33472000118>','33600693643','',182,1,'NORMAL_CLEARING [16]','2026-10-06 21:12:37','0.036400','0.018200',1,'^336.*','France – mobile','outbound','STANDARD',182000,3000,'2026-10-06 21:15:42'),
('97b7e101-aaaa-4bbb-8ccc-00000000008a',6,0,'','\"Amélie\" <33472000118>','914400653468','',0,1,'NO_ANSWER [19]','2026-10-02 18:00:31','0.000000','0.000000',1,'^91.*','Inde','outbound','STANDARD',0,3000,'2026-10-02 18:00:34'),
('02f8c1ae-aaaa-4bbb-8ccc-00000000008b',8,0,'','\"Amélie\" <33472000118>','33600114115','',351,1,'NORMAL_CLEARING [16]','2026-10-08 02:26:39','0.070200','0.035100',1,'^336.*','France – mobile','outbound','STANDARD',351000,3000,'2026-10-08 02:32:33'),
('15272582-aaaa-4bbb-8ccc-00000000008c',6,0,'','anonymous','33472187221','',346,1,'NORMAL_CLEARING [16]','2026-10-07 14:35:08','0.069200','0.034600',1,'^33.*','France fixe','outbound','STANDARD',346000,3000,'2026-10-07 14:40:57'),
('998ac6a6-aaaa-4bbb-8ccc-00000000008d',6,0,'','\"Amélie\" <33472000118>','33600196030','',263,1,'NORMAL_CLEARING [16]','2026-10-05 00:34:36','0.052600','0.026300',1,'^336.*','France – mobile','outbound','STANDARD',263000,3000,'2026-10-05 00:39:02'),
('b6f839ab-aaaa-4bbb-8ccc-00000000008e',2,0,'','\"Amélie\" <33472000118>','33600533383','',219,1,'NORMAL_CLEARING [16]','2026-10-03 00:45:16','0.043800','0.021900',1,'^336.*','France – mobile','outbound','STANDARD',219000,3000,'2026-10-03 00:48:58'),
('e3f27bbb-aaaa-4bbb-8ccc-00000000008f',6,0,'','\"Amélie\" <33472000118>','914400571809','',389,1,'NORMAL_CLEARING [16]','2026-10-03 06:51:40','0.077800','0.038900',1,'^91.*','Inde','outbound','STANDARD',389000,3000,'2026-10-03 06:58:12'),
('3d05fac0-aaaa-4bbb-8ccc-000000000090',2,0,'','\"Amélie\" <33472000118>','33600576388','',0,1,'USER_BUSY [17]','2026-10-04 10:34:14','0.000000','0.000000',1,'^336.*','France – mobile','outbound','STANDARD',0,3000,'2026-10-04 10:34:17'),
('34d0f099-aaaa-4bbb-8ccc-000000000091',6,0,'','anonymous','33472530492','',662,1,'NORMAL_CLEARING [16]','2026-10-05 04:33:36','0.132400','0.066200',1,'^33.*','France fixe','outbound','STANDARD',662000,3000,'2026-10-05 04:44:41'),
('19407a3b-aaaa-4bbb-8ccc-000000000092',8,0,'','\"Amélie\" <33472000118>','914400793337','',263,1,'NORMAL_CLEARING [16]','2026-10-08 04:56:08','0.052600','0.026300',1,'^91.*','Inde','outbound','STANDARD',263000,3000,'2026-10-08 05:00:34'),
('46a2a228-aaaa-4bbb-8ccc-000000000093',2,0,'','\"Amélie\" <33472000118>','914400359965','',879,1,'NORMAL_CLEARING [16]','2026-10-07 13:10:07','0.175800','0.087900',1,'^91.*','Inde','outbound','STANDARD',879000,3000,'2026-10-07 13:24:49'),
('1b6a8329-aaaa-4bbb-8ccc-000000000094',8,0,'','\"Amélie\" <33472000118>','33600156609','',308,1,'NORMAL_CLEARING [16]','2026-10-05 12:02:26','0.061600','0.030800',1,'^336.*','France – mobile','outbound','STANDARD',308000,3000,'2026-10-05 12:07:37'),
('2dcb8b1a-aaaa-4bbb-8ccc-000000000095',6,0,'','\"Amélie\" <33472000118>','33600723395','',507,1,'NORMAL_CLEARING [16]','2026-10-06 18:40:33','0.101400','0.050700',1,'^336.*','France – mobile','outbound','STANDARD',507000,3000,'2026-10-06 18:49:03'),
('6be761f1-aaaa-4bbb-8ccc-000000000096',6,0,'','anonymous','33600644091','',0,1,'USER_BUSY [17]','2026-10-04 23:11:17','0.000000','0.000000',1,'^336.*','France – mobile','outbound','STANDARD',0,3000,'2026-10-04 23:11:20'),
('036cb1db-aaaa-4bbb-8ccc-000000000097',7,0,'','\"Amélie\" <33472000118>','33600771059','',588,1,'NORMAL_CLEARING [16]','2026-10-08 17:05:30','0.117600','0.058800',1,'^336.*','France – mobile','outbound','STANDARD',588000,3000,'2026-10-08 17:15:21'),
('c3198e60-aaaa-4bbb-8ccc-000000000098',2,0,'','\"Amélie\" <33472000118>','33472820808','',660,1,'NORMAL_CLEARING [16]','2026-10-04 04:31:49','0.132000','0.066000',1,'^33.*','France fixe','outbound','STANDARD',660000,3000,'2026-10-04 04:42:52'),
('fab6785c-aaaa-4bbb-8ccc-000000000099',2,0,'','\"Amélie\" <33472000118>','914400052594','',487,1,'NORMAL_CLEARING [16]','2026-10-04 15:00:08','0.097400','0.048700',1,'^91.*','Inde','outbound','STANDARD',487000,3000,'2026-10-04 15:08:18'),
('e8d9c370-aaaa-4bbb-8ccc-00000000009a',3,0,'','\"Amélie\" <33472000118>','914400941136','',122,1,'NORMAL_CLEARING [16]','2026-10-05 15:40:51','0.024400','0.012200',1,'^91.*','Inde','outbound','STANDARD',122000,3000,'2026-10-05 15:42:56'),
('b7ae79b6-aaaa-4bbb-8ccc-00000000009b',7,0,'','anonymous','33600483403','',462,1,'NORMAL_CLEARING [16]','2026-10-05 19:50:11','0.092400','0.046200',1,'^336.*','France – mobile','outbound','STANDARD',462000,3000,'2026-10-05 19:57:56'),
('e96476c0-aaaa-4bbb-8ccc-00000000009c',2,0,'','\"Amélie\" <33472000118>','33472452218','',0,1,'USER_BUSY [17]','2026-10-05 14:53:10','0.000000','0.000000',1,'^33.*','France fixe','outbound','STANDARD',0,3000,'2026-10-05 14:53:13'),
('228ba2ee-aaaa-4bbb-8ccc-00000000009d',2,0,'','\"Amélie\" <33472000118>','33600550419','',290,1,'NORMAL_CLEARING [16]','2026-10-08 21:36:23','0.058000','0.029000',1,'^336.*','France – mobile','outbound','STANDARD',290000,3000,'2026-10-08 21:41:16'),
('3c87845f-aaaa-4bbb-8ccc-00000000009e',7,0,'','\"Amélie\" <33472000118>','33472890548','',444,1,'NORMAL_CLEARING [16]','2026-10-08 19:56:08','0.088800','0.044400',1,'^33.*','France fixe','outbound','STANDARD',444000,3000,'2026-10-08 20:03:35'),
('852a2c64-aaaa-4bbb-8ccc-00000000009f',6,0,'','\"Amélie\" <33472000118>','914400525702','',699,1,'NORMAL_CLEARING [16]','2026-10-02 20:10:00','0.139800','0.069900',1,'^91.*','Inde','outbound','STANDARD',699000,3000,'2026-10-02 20:21:42'),
('8fcc6e8b-aaaa-4bbb-8ccc-0000000000a0',3,0,'','anonymous','33472576647','',391,1,'NORMAL_CLEARING [16]','2026-10-04 01:57:51','0.078200','0.039100',1,'^33.*','France fixe','outbound','STANDARD',391000,3000,'2026-10-04 02:04:25'),
('ae9709df-aaaa-4bbb-8ccc-0000000000a1',2,0,'','\"Amélie\" <33472000118>','33472121308','',796,1,'NORMAL_CLEARING [16]','2026-10-02 09:10:24','0.159200','0.079600',1,'^33.*','France fixe','outbound','STANDARD',796000,3000,'2026-10-02 09:23:43'),
('0acbd821-aaaa-4bbb-8ccc-0000000000a2',8,0,'','\"Amélie\" <33472000118>','33600472521','',0,1,'USER_BUSY [17]','2026-10-06 05:40:44','0.000000','0.000000',1,'^336.*','France – mobile','outbound','STANDARD',0,3000,'2026-10-06 05:40:47'),
('8c92c87a-aaaa-4bbb-8ccc-0000000000a3',8,0,'','\"Amélie\" <33472000118>','33600652332','',434,1,'NORMAL_CLEARING [16]','2026-10-09 00:28:09','0.086800','0.043400',1,'^336.*','France – mobile','outbound','STANDARD',434000,3000,'2026-10-09 00:35:26'),
('c826015a-aaaa-4bbb-8ccc-0000000000a4',2,0,'','\"Amélie\" <33472000118>','914400534766','',780,1,'NORMAL_CLEARING [16]','2026-10-07 21:13:56','0.156000','0.078000',1,'^91.*','Inde','outbound','STANDARD',780000,3000,'2026-10-07 21:26:59'),
('c9fe15f3-aaaa-4bbb-8ccc-0000000000a5',8,0,'','anonymous','33472954714','',109,1,'NORMAL_CLEARING [16]','2026-10-03 15:07:58','0.021800','0.010900',1,'^33.*','France fixe','outbound','STANDARD',109000,3000,'2026-10-03 15:09:50'),
('8bc95638-aaaa-4bbb-8ccc-0000000000a6',2,0,'','\"Amélie\" <33472000118>','33600085946','',587,1,'NORMAL_CLEARING [16]','2026-10-04 05:23:31','0.117400','0.058700',1,'^336.*','France – mobile','outbound','STANDARD',587000,3000,'2026-10-04 05:33:21'),
('20400119-aaaa-4bbb-8ccc-0000000000a7',2,0,'','\"Amélie\" <33472000118>','33600244086','',687,1,'NORMAL_CLEARING [16]','2026-10-03 23:57:07','0.137400','0.068700',1,'^336.*','France – mobile','outbound','STANDARD',687000,3000,'2026-10-04 00:08:37'),
('7d8f19bc-aaaa-4bbb-8ccc-0000000000a8',8,0,'','\"Amélie\" <33472000118>','914400833133','',0,1,'USER_BUSY [17]','2026-10-07 01:52:35','0.000000','0.000000',1,'^91.*','Inde','outbound','STANDARD',0,3000,'2026-10-07 01:52:38'),
('470b34d6-aaaa-4bbb-8ccc-0000000000a9',6,0,'','\"Amélie\" <33472000118>','33600082439','',168,1,'NORMAL_CLEARING [16]','2026-10-05 00:07:31','0.033600','0.016800',1,'^336.*','France – mobile','outbound','STANDARD',168000,3000,'2026-10-05 00:10:22'),
('34c4578b-aaaa-4bbb-8ccc-0000000000aa',2,0,'','anonymous','33472445145','',679,1,'NORMAL_CLEARING [16]','2026-10-07 16:35:24','0.135800','0.067900',1,'^33.*','France fixe','outbound','STANDARD',679000,3000,'2026-10-07 16:46:46'),
('a4da9613-aaaa-4bbb-8ccc-0000000000ab',6,0,'','\"Amélie\" <33472000118>','914400702237','',449,1,'NORMAL_CLEARING [16]','2026-10-06 14:20:55','0.089800','0.044900',1,'^91.*','Inde','outbound','STANDARD',449000,3000,'2026-10-06 14:28:27'),
('13b32e72-aaaa-4bbb-8ccc-0000000000ac',6,0,'','\"Amélie\" <33472000118>','33472955741','',782,1,'NORMAL_CLEARING [16]','2026-10-02 09:30:39','0.156400','0.078200',1,'^33.*','France fixe','outbound','STANDARD',782000,3000,'2026-10-02 09:43:44'),
('9ff4565a-aaaa-4bbb-8ccc-0000000000ad',8,0,'','\"Amélie\" <33472000118>','33472844509','',655,1,'NORMAL_CLEARING [16]','2026-10-09 04:22:01','0.131000','0.065500',1,'^33.*','France fixe','outbound','STANDARD',655000,3000,'2026-10-09 04:32:59'),
('3b57e657-aaaa-4bbb-8ccc-0000000000ae',2,0,'','\"Amélie\" <33472000118>','33472728301','',0,1,'NO_ANSWER [19]','2026-10-05 20:02:55','0.000000','0.000000',1,'^33.*','France fixe','outbound','STANDARD',0,3000,'2026-10-05 20:02:58'),
('bf5944b2-aaaa-4bbb-8ccc-0000000000af',6,0,'','anonymous','33472732260','',140,1,'NORMAL_CLEARING [16]','2026-10-09 11:44:28','0.028000','0.014000',1,'^33.*','France fixe','outbound','STANDARD',140000,3000,'2026-10-09 11:46:51'),
('7dabc325-aaaa-4bbb-8ccc-0000000000b0',3,0,'','\"Amélie\" <33472000118>','914400568895','',565,1,'NORMAL_CLEARING [16]','2026-10-07 09:03:13','0.113000','0.056500',1,'^91.*','Inde','outbound','STANDARD',565000,3000,'2026-10-07 09:12:41'),
('c9a6c78c-aaaa-4bbb-8ccc-0000000000b1',3,0,'','\"Amélie\" <33472000118>','914400679443','',867,1,'NORMAL_CLEARING [16]','2026-10-07 13:17:11','0.173400','0.086700',1,'^91.*','Inde','outbound','STANDARD',867000,3000,'2026-10-07 13:31:41'),
('937a9cb8-aaaa-4bbb-8ccc-0000000000b2',7,0,'','\"Amélie\" <33472000118>','33600278849','',855,1,'NORMAL_CLEARING [16]','2026-10-07 06:47:08','0.171000','0.085500',1,'^336.*','France – mobile','outbound','STANDARD',855000,3000,'2026-10-07 07:01:26'),
('bba9912e-aaaa-4bbb-8ccc-0000000000b3',2,0,'','\"Amélie\" <33472000118>','33600894748','',663,1,'NORMAL_CLEARING [16]','2026-10-06 20:21:24','0.132600','0.066300',1,'^336.*','France – mobile','outbound','STANDARD',663000,3000,'2026-10-06 20:32:30'),
('c5a609e0-aaaa-4bbb-8ccc-0000000000b4',7,0,'','anonymous','914400992056','',0,1,'NO_ANSWER [19]','2026-10-02 23:41:50','0.000000','0.000000',1,'^91.*','Inde','outbound','STANDARD',0,3000,'2026-10-02 23:41:53'),
('a77cf9ff-aaaa-4bbb-8ccc-0000000000b5',2,0,'','\"Amélie\" <33472000118>','914400722466','',36,1,'NORMAL_CLEARING [16]','2026-10-05 23:29:40','0.007200','0.003600',1,'^91.*','Inde','outbound','STANDARD',36000,3000,'2026-10-05 23:30:19'),
('9a066358-aaaa-4bbb-8ccc-0000000000b6',8,0,'','\"Amélie\" <33472000118>','33472837073','',446,1,'NORMAL_CLEARING [16]','2026-10-05 11:21:46','0.089200','0.044600',1,'^33.*','France fixe','outbound','STANDARD',446000,3000,'2026-10-05 11:29:15'),
('e3ad5e1e-aaaa-4bbb-8ccc-0000000000b7',6,0,'','\"Amélie\" <33472000118>','33472650581','',685,1,'NORMAL_CLEARING [16]','2026-10-07 07:54:33','0.137000','0.068500',1,'^33.*','France fixe','outbound','STANDARD',685000,3000,'2026-10-07 08:06:01'),
('4606b334-aaaa-4bbb-8ccc-0000000000b8',3,0,'','\"Amélie\" <33472000118>','33600858620','',20,1,'NORMAL_CLEARING [16]','2026-10-06 09:36:42','0.004000','0.002000',1,'^336.*','France – mobile','outbound','STANDARD',20000,3000,'2026-10-06 09:37:05'),
('4e7099fc-aaaa-4bbb-8ccc-0000000000b9',3,0,'','anonymous','33600819015','',684,1,'NORMAL_CLEARING [16]','2026-10-06 08:34:55','0.136800','0.068400',1,'^336.*','France – mobile','outbound','STANDARD',684000,3000,'2026-10-06 08:46:22'),
('e25dbf07-aaaa-4bbb-8ccc-0000000000ba',8,0,'','\"Amélie\" <33472000118>','33472026451','',0,1,'NO_ANSWER [19]','2026-10-08 00:44:02','0.000000','0.000000',1,'^33.*','France fixe','outbound','STANDARD',0,3000,'2026-10-08 00:44:05'),
('33b70220-aaaa-4bbb-8ccc-0000000000bb',8,0,'','\"Amélie\" <33472000118>','33472321268','',102,1,'NORMAL_CLEARING [16]','2026-10-07 10:27:26','0.020400','0.010200',1,'^33.*','France fixe','outbound','STANDARD',102000,3000,'2026-10-07 10:29:11'),
('29b56cfd-aaaa-4bbb-8ccc-0000000000bc',3,0,'','\"Amélie\" <33472000118>','914400554042','',501,1,'NORMAL_CLEARING [16]','2026-10-02 22:30:44','0.100200','0.050100',1,'^91.*','Inde','outbound','STANDARD',501000,3000,'2026-10-02 22:39:08'),
('81579746-aaaa-4bbb-8ccc-0000000000bd',8,0,'','\"Amélie\" <33472000118>','33472004522','',170,1,'NORMAL_CLEARING [16]','2026-10-08 16:34:11','0.034000','0.017000',1,'^33.*','France fixe','outbound','STANDARD',170000,3000,'2026-10-08 16:37:04'),
('bbc3d228-aaaa-4bbb-8ccc-0000000000be',7,0,'','anonymous','33472271248','',815,1,'NORMAL_CLEARING [16]','2026-10-05 13:35:06','0.163000','0.081500',1,'^33.*','France fixe','outbound','STANDARD',815000,3000,'2026-10-05 13:48:44'),
('4b3ec404-aaaa-4bbb-8ccc-0000000000bf',2,0,'','\"Amélie\" <33472000118>','914400533352','',141,1,'NORMAL_CLEARING [16]','2026-10-06 17:30:48','0.028200','0.014100',1,'^91.*','Inde','outbound','STANDARD',141000,3000,'2026-10-06 17:33:12'),
('d9d11cc1-aaaa-4bbb-8ccc-0000000000c0',2,0,'','\"Amélie\" <33472000118>','914400268716','',0,1,'USER_BUSY [17]','2026-10-06 06:38:40','0.000000','0.000000',1,'^91.*','Inde','outbound','STANDARD',0,3000,'2026-10-06 06:38:43'),
('6a1e74c1-aaaa-4bbb-8ccc-0000000000c1',7,0,'','\"Amélie\" <33472000118>','33600488854','',574,1,'NORMAL_CLEARING [16]','2026-10-05 18:17:16','0.114800','0.057400',1,'^336.*','France – mobile','outbound','STANDARD',574000,3000,'2026-10-05 18:26:53'),
('3dd88917-aaaa-4bbb-8ccc-0000000000c2',3,0,'','\"Amélie\" <33472000118>','33472238732','',876,1,'NORMAL_CLEARING [16]','2026-10-09 08:07:25','0.175200','0.087600',1,'^33.*','France fixe','outbound','STANDARD',876000,3000,'2026-10-09 08:22:04'),
('3127f3f8-aaaa-4bbb-8ccc-0000000000c3',3,0,'','anonymous','33600557134','',190,1,'NORMAL_CLEARING [16]','2026-10-03 07:32:30','0.038000','0.019000',1,'^336.*','France – mobile','outbound','STANDARD',190000,3000,'2026-10-03 07:35:43'),
('24229b66-aaaa-4bbb-8ccc-0000000000c4',2,0,'','\"Amélie\" <33472000118>','33600999576','',288,1,'NORMAL_CLEARING [16]','2026-10-09 23:58:06','0.057600','0.028800',1,'^336.*','France – mobile','outbound','STANDARD',288000,3000,'2026-10-10 00:02:57'),
('d7e129b2-aaaa-4bbb-8ccc-0000000000c5',6,0,'','\"Amélie\" <33472000118>','914400970612','',842,1,'NORMAL_CLEARING [16]','2026-10-08 17:14:35','0.168400','0.084200',1,'^91.*','Inde','outbound','STANDARD',842000,3000,'2026-10-08 17:28:40'),
('ff646aac-aaaa-4bbb-8ccc-0000000000c6',8,0,'','\"Amélie\" <33472000118>','914400982735','',0,1,'NO_ANSWER [19]','2026-10-05 18:34:31','0.000000','0.000000',1,'^91.*','Inde','outbound','STANDARD',0,3000,'2026-10-05 18:34:34'),
('a890ad03-aaaa-4bbb-8ccc-0000000000c7',8,0,'','\"Amélie\" <33472000118>','914400344003','',553,1,'NORMAL_CLEARING [16]','2026-10-04 14:26:22','0.110600','0.055300',1,'^91.*','Inde','outbound','STANDARD',553000,3000,'2026-10-04 14:35:38');
INSERT INTO `cdrs` VALUES ('d37d438f-aaaa-4bbb-8ccc-0000000000c8',3,0,'','anonymous','33600809704','',335,1,'NORMAL_CLEARING [16]','2026-10-09 00:17:44','0.067000','0.033500',1,'^336.*','France – mobile','outbound','STANDARD',335000,3000,'2026-10-09 00:23:22'),
('e09de68c-aaaa-4bbb-8ccc-0000000000c9',2,0,'','\"Amélie\" <33472000118>','914400928490','',114,1,'NORMAL_CLEARING [16]','2026-10-07 16:57:34','0.022800','0.011400',1,'^91.*','Inde','outbound','STANDARD',114000,3000,'2026-10-07 16:59:31'),
('f593ac15-aaaa-4bbb-8ccc-0000000000ca',3,0,'','\"Amélie\" <33472000118>','33600723121','',827,1,'NORMAL_CLEARING [16]','2026-10-05 15:29:26','0.165400','0.082700',1,'^336.*','France – mobile','outbound','STANDARD',827000,3000,'2026-10-05 15:43:16'),
('fb8677a8-aaaa-4bbb-8ccc-0000000000cb',3,0,'','\"Amélie\" <33472000118>','33472567721','',83,1,'NORMAL_CLEARING [16]','2026-10-04 17:54:52','0.016600','0.008300',1,'^33.*','France fixe','outbound','STANDARD',83000,3000,'2026-10-04 17:56:18'),
('e9e1f7dd-aaaa-4bbb-8ccc-0000000000cc',2,0,'','\"Amélie\" <33472000118>','33600711161','',0,1,'NO_ANSWER [19]','2026-10-07 09:44:34','0.000000','0.000000',1,'^336.*','France – mobile','outbound','STANDARD',0,3000,'2026-10-07 09:44:37'),
('e895bbc8-aaaa-4bbb-8ccc-0000000000cd',3,0,'','anonymous','914400289010','',524,1,'NORMAL_CLEARING [16]','2026-10-05 19:06:28','0.104800','0.052400',1,'^91.*','Inde','outbound','STANDARD',524000,3000,'2026-10-05 19:15:15'),
('b4b51dfc-aaaa-4bbb-8ccc-0000000000ce',2,0,'','\"Amélie\" <33472000118>','33472818083','',508,1,'NORMAL_CLEARING [16]','2026-10-07 04:13:26','0.101600','0.050800',1,'^33.*','France fixe','outbound','STANDARD',508000,3000,'2026-10-07 04:21:57'),
('07979ba5-aaaa-4bbb-8ccc-0000000000cf',6,0,'','\"Amélie\" <33472000118>','33600100828','',341,1,'NORMAL_CLEARING [16]','2026-10-07 12:09:55','0.068200','0.034100',1,'^336.*','France – mobile','outbound','STANDARD',341000,3000,'2026-10-07 12:15:39'),
('809fde92-aaaa-4bbb-8ccc-0000000000d0',8,0,'','\"Amélie\" <33472000118>','33600986229','',96,1,'NORMAL_CLEARING [16]','2026-10-02 06:22:25','0.019200','0.009600',1,'^336.*','France – mobile','outbound','STANDARD',96000,3000,'2026-10-02 06:24:04'),
('80964695-aaaa-4bbb-8ccc-0000000000d1',7,0,'','\"Amélie\" <33472000118>','33600607709','',889,1,'NORMAL_CLEARING [16]','2026-10-02 18:38:38','0.177800','0.088900',1,'^336.*','France – mobile','outbound','STANDARD',889000,3000,'2026-10-02 18:53:30'),
('f6016a67-aaaa-4bbb-8ccc-0000000000d2',2,0,'','anonymous','33472548389','',0,1,'USER_BUSY [17]','2026-10-04 22:57:14','0.000000','0.000000',1,'^33.*','France fixe','outbound','STANDARD',0,3000,'2026-10-04 22:57:17'),
('f20feae1-aaaa-4bbb-8ccc-0000000000d3',2,0,'','\"Amélie\" <33472000118>','33600973555','',781,1,'NORMAL_CLEARING [16]','2026-10-09 23:25:14','0.156200','0.078100',1,'^336.*','France – mobile','outbound','STANDARD',781000,3000,'2026-10-09 23:38:18'),
('b3c6cf29-aaaa-4bbb-8ccc-0000000000d4',2,0,'','\"Amélie\" <33472000118>','33472788964','',649,1,'NORMAL_CLEARING [16]','2026-10-02 12:07:08','0.129800','0.064900',1,'^33.*','France fixe','outbound','STANDARD',649000,3000,'2026-10-02 12:18:00'),
('b621da53-aaaa-4bbb-8ccc-0000000000d5',2,0,'','\"Amélie\" <33472000118>','914400991828','',745,1,'NORMAL_CLEARING [16]','2026-10-06 00:08:46','0.149000','0.074500',1,'^91.*','Inde','outbound','STANDARD',745000,3000,'2026-10-06 00:21:14'),
('9efa553f-aaaa-4bbb-8ccc-0000000000d6',8,0,'','\"Amélie\" <33472000118>','33600020837','',665,1,'NORMAL_CLEARING [16]','2026-10-07 21:15:11','0.133000','0.066500',1,'^336.*','France – mobile','outbound','STANDARD',665000,3000,'2026-10-07 21:26:19'),
('9329f1b3-aaaa-4bbb-8ccc-0000000000d7',2,0,'','anonymous','914400356533','',897,1,'NORMAL_CLEARING [16]','2026-10-03 06:31:29','0.179400','0.089700',1,'^91.*','Inde','outbound','STANDARD',897000,3000,'2026-10-03 06:46:29'),
('4a5a7499-aaaa-4bbb-8ccc-0000000000d8',7,0,'','\"Amélie\" <33472000118>','33472131441','',0,1,'NO_ANSWER [19]','2026-10-04 08:03:08','0.000000','0.000000',1,'^33.*','France fixe','outbound','STANDARD',0,3000,'2026-10-04 08:03:11'),
('38f6e911-aaaa-4bbb-8ccc-0000000000d9',2,0,'','\"Amélie\" <33472000118>','914400655759','',802,1,'NORMAL_CLEARING [16]','2026-10-02 20:10:57','0.160400','0.080200',1,'^91.*','Inde','outbound','STANDARD',802000,3000,'2026-10-02 20:24:22'),
('e52a5738-aaaa-4bbb-8ccc-0000000000da',2,0,'','\"Amélie\" <33472000118>','33600300187','',219,1,'NORMAL_CLEARING [16]','2026-10-02 08:38:55','0.043800','0.021900',1,'^336.*','France – mobile','outbound','STANDARD',219000,3000,'2026-10-02 08:42:37'),
('76acf4b4-aaaa-4bbb-8ccc-0000000000db',8,0,'','\"Amélie\" <33472000118>','914400462895','',365,1,'NORMAL_CLEARING [16]','2026-10-06 06:17:19','0.073000','0.036500',1,'^91.*','Inde','outbound','STANDARD',365000,3000,'2026-10-06 06:23:27'),
('e58907af-aaaa-4bbb-8ccc-0000000000dc',6,0,'','anonymous','914400836974','',39,1,'NORMAL_CLEARING [16]','2026-10-04 20:10:50','0.007800','0.003900',1,'^91.*','Inde','outbound','STANDARD',39000,3000,'2026-10-04 20:11:32'),
('5ce2a5d2-aaaa-4bbb-8ccc-0000000000dd',3,0,'','\"Amélie\" <33472000118>','33600761955','',211,1,'NORMAL_CLEARING [16]','2026-10-05 14:11:01','0.042200','0.021100',1,'^336.*','France – mobile','outbound','STANDARD',211000,3000,'2026-10-05 14:14:35'),
('f72e03ee-aaaa-4bbb-8ccc-0000000000de',8,0,'','\"Amélie\" <33472000118>','914400798074','',0,1,'NO_ANSWER [19]','2026-10-04 19:02:48','0.000000','0.000000',1,'^91.*','Inde','outbound','STANDARD',0,3000,'2026-10-04 19:02:51'),
('a8cb16c7-aaaa-4bbb-8ccc-0000000000df',8,0,'','\"Amélie\" <33472000118>','33600340141','',186,1,'NORMAL_CLEARING [16]','2026-10-06 22:29:37','0.037200','0.018600',1,'^336.*','France – mobile','outbound','STANDARD',186000,3000,'2026-10-06 22:32:46'),
('9d1646ff-aaaa-4bbb-8ccc-0000000000e0',6,0,'','\"Amélie\" <33472000118>','33472001530','',5,1,'NORMAL_CLEARING [16]','2026-10-07 14:45:37','0.001000','0.000500',1,'^33.*','France fixe','outbound','STANDARD',5000,3000,'2026-10-07 14:45:45'),
('e8c9833d-aaaa-4bbb-8ccc-0000000000e1',7,0,'','anonymous','33472068334','',638,1,'NORMAL_CLEARING [16]','2026-10-05 03:06:16','0.127600','0.063800',1,'^33.*','France fixe','outbound','STANDARD',638000,3000,'2026-10-05 03:16:57'),
('5c9d0120-aaaa-4bbb-8ccc-0000000000e2',6,0,'','\"Amélie\" <33472000118>','914400725273','',501,1,'NORMAL_CLEARING [16]','2026-10-03 00:07:58','0.100200','0.050100',1,'^91.*','Inde','outbound','STANDARD',501000,3000,'2026-10-03 00:16:22'),
('6ee93c92-aaaa-4bbb-8ccc-0000000000e3',7,0,'','\"Amélie\" <33472000118>','33472600867','',83,1,'NORMAL_CLEARING [16]','2026-10-05 04:49:28','0.016600','0.008300',1,'^33.*','France fixe','outbound','STANDARD',83000,3000,'2026-10-05 04:50:54'),
('87bbfa43-aaaa-4bbb-8ccc-0000000000e4',2,0,'','\"Amélie\" <33472000118>','914400646141','',0,1,'USER_BUSY [17]','2026-10-06 16:34:45','0.000000','0.000000',1,'^91.*','Inde','outbound','STANDARD',0,3000,'2026-10-06 16:34:48'),
('d4d17659-aaaa-4bbb-8ccc-0000000000e5',8,0,'','\"Amélie\" <33472000118>','914400079802','',669,1,'NORMAL_CLEARING [16]','2026-10-02 11:04:00','0.133800','0.066900',1,'^91.*','Inde','outbound','STANDARD',669000,3000,'2026-10-02 11:15:12'),
('c910c271-aaaa-4bbb-8ccc-0000000000e6',2,0,'','anonymous','33600104102','',42,1,'NORMAL_CLEARING [16]','2026-10-03 17:41:59','0.008400','0.004200',1,'^336.*','France – mobile','outbound','STANDARD',42000,3000,'2026-10-03 17:42:44'),
('60d5c887-aaaa-4bbb-8ccc-0000000000e7',7,0,'','\"Amélie\" <33472000118>','33600020685','',617,1,'NORMAL_CLEARING [16]','2026-10-07 09:01:04','0.123400','0.061700',1,'^336.*','France – mobile','outbound','STANDARD',617000,3000,'2026-10-07 09:11:24'),
('8189a1ce-aaaa-4bbb-8ccc-0000000000e8',2,0,'','\"Amélie\" <33472000118>','33600274290','',337,1,'NORMAL_CLEARING [16]','2026-10-09 05:10:11','0.067400','0.033700',1,'^336.*','France – mobile','outbound','STANDARD',337000,3000,'2026-10-09 05:15:51'),
('105bd543-aaaa-4bbb-8ccc-0000000000e9',8,0,'','\"Amélie\" <33472000118>','914400898207','',362,1,'NORMAL_CLEARING [16]','2026-10-04 17:01:58','0.072400','0.036200',1,'^91.*','Inde','outbound','STANDARD',362000,3000,'2026-10-04 17:08:03'),
('afb64154-aaaa-4bbb-8ccc-0000000000ea',6,0,'','\"Amélie\" <33472000118>','33472394841','',0,1,'USER_BUSY [17]','2026-10-08 10:07:59','0.000000','0.000000',1,'^33.*','France fixe','outbound','STANDARD',0,3000,'2026-10-08 10:08:02'),
('edddeb2f-aaaa-4bbb-8ccc-0000000000eb',8,0,'','anonymous','33472907199','',311,1,'NORMAL_CLEARING [16]','2026-10-08 20:55:41','0.062200','0.031100',1,'^33.*','France fixe','outbound','STANDARD',311000,3000,'2026-10-08 21:00:55'),
('dc5c12c6-aaaa-4bbb-8ccc-0000000000ec',2,0,'','\"Amélie\" <33472000118>','33472500891','',447,1,'NORMAL_CLEARING [16]','2026-10-05 10:46:57','0.089400','0.044700',1,'^33.*','France fixe','outbound','STANDARD',447000,3000,'2026-10-05 10:54:27'),
('13f46a3f-aaaa-4bbb-8ccc-0000000000ed',2,0,'','\"Amélie\" <33472000118>','33472161834','',395,1,'NORMAL_CLEARING [16]','2026-10-06 19:36:43','0.079000','0.039500',1,'^33.*','France fixe','outbound','STANDARD',395000,3000,'2026-10-06 19:43:21'),
('bd80eadb-aaaa-4bbb-8ccc-0000000000ee',2,0,'','\"Amélie\" <33472000118>','914400373573','',363,1,'NORMAL_CLEARING [16]','2026-10-03 23:44:45','0.072600','0.036300',1,'^91.*','Inde','outbound','STANDARD',363000,3000,'2026-10-03 23:50:51'),
('4c2ecaf3-aaaa-4bbb-8ccc-0000000000ef',2,0,'','\"Amélie\" <33472000118>','914400649153','',232,1,'NORMAL_CLEARING [16]','2026-10-06 23:42:49','0.046400','0.023200',1,'^91.*','Inde','outbound','STANDARD',232000,3000,'2026-10-06 23:46:44'),
('52ee9f25-aaaa-4bbb-8ccc-0000000000f0',3,0,'','anonymous','33600656426','',0,1,'USER_BUSY [17]','2026-10-04 03:32:19','0.000000','0.000000',1,'^336.*','France – mobile','outbound','STANDARD',0,3000,'2026-10-04 03:32:22'),
('5cec611e-aaaa-4bbb-8ccc-0000000000f1',2,0,'','\"Amélie\" <33472000118>','914400915593','',540,1,'NORMAL_CLEARING [16]','2026-10-07 17:01:00','0.108000','0.054000',1,'^91.*','Inde','outbound','STANDARD',540000,3000,'2026-10-07 17:10:03'),
('76bb579d-aaaa-4bbb-8ccc-0000000000f2',7,0,'','\"Amélie\" <33472000118>','914400728680','',797,1,'NORMAL_CLEARING [16]','2026-10-08 23:13:23','0.159400','0.079700',1,'^91.*','Inde','outbound','STANDARD',797000,3000,'2026-10-08 23:26:43'),
('b6320f16-aaaa-4bbb-8ccc-0000000000f3',8,0,'','\"Amélie\" <33472000118>','33600881179','',638,1,'NORMAL_CLEARING [16]','2026-10-04 12:23:52','0.127600','0.063800',1,'^336.*','France – mobile','outbound','STANDARD',638000,3000,'2026-10-04 12:34:33'),
('acae440d-aaaa-4bbb-8ccc-0000000000f4',7,0,'','\"Amélie\" <33472000118>','33600465885','',138,1,'NORMAL_CLEARING [16]','2026-10-02 02:16:08','0.027600','0.013800',1,'^336.*','France – mobile','outbound','STANDARD',138000,3000,'2026-10-02 02:18:29'),
('23a18b6b-aaaa-4bbb-8ccc-0000000000f5',3,0,'','anonymous','914400317005','',561,1,'NORMAL_CLEARING [16]','2026-10-09 12:38:05','0.112200','0.056100',1,'^91.*','Inde','outbound','STANDARD',561000,3000,'2026-10-09 12:47:29'),
('16599de7-aaaa-4bbb-8ccc-0000000000f6',3,0,'','\"Amélie\" <33472000118>','33600590224','',0,1,'NO_ANSWER [19]','2026-10-03 17:40:00','0.000000','0.000000',1,'^336.*','France – mobile','outbound','STANDARD',0,3000,'2026-10-03 17:40:03'),
('e70abcc1-aaaa-4bbb-8ccc-0000000000f7',7,0,'','\"Amélie\" <33472000118>','33600398631','',477,1,'NORMAL_CLEARING [16]','2026-10-09 00:41:39','0.095400','0.047700',1,'^336.*','France – mobile','outbound','STANDARD',477000,3000,'2026-10-09 00:49:39'),
('6feab3f5-aaaa-4bbb-8ccc-0000000000f8',8,0,'','\"Amélie\" <33472000118>','33472512635','',475,1,'NORMAL_CLEARING [16]','2026-10-05 00:25:12','0.095000','0.047500',1,'^33.*','France fixe','outbound','STANDARD',475000,3000,'2026-10-05 00:33:10'),
('e38de6b0-aaaa-4bbb-8ccc-0000000000f9',2,0,'','\"Amélie\" <33472000118>','33472039361','',833,1,'NORMAL_CLEARING [16]','2026-10-06 14:30:49','0.166600','0.083300',1,'^33.*','France fixe','outbound','STANDARD',833000,3000,'2026-10-06 14:44:45'),
('c1cc7713-aaaa-4bbb-8ccc-0000000000fa',2,0,'','anonymous','33472583887','',180,1,'NORMAL_CLEARING [16]','2026-10-07 08:33:43','0.036000','0.018000',1,'^33.*','France fixe','outbound','STANDARD',180000,3000,'2026-10-07 08:36:46'),
('20c21bd1-aaaa-4bbb-8ccc-0000000000fb',3,0,'','\"Amélie\" <33472000118>','33472373132','',82,1,'NORMAL_CLEARING [16]','2026-10-09 12:21:23','0.016400','0.008200',1,'^33.*','France fixe','outbound','STANDARD',82000,3000,'2026-10-09 12:22:48'),
('5ab3eeac-aaaa-4bbb-8ccc-0000000000fc',6,0,'','\"Amélie\" <33472000118>','33472532679','',0,1,'USER_BUSY [17]','2026-10-05 09:50:51','0.000000','0.000000',1,'^33.*','France fixe','outbound','STANDARD',0,3000,'2026-10-05 09:50:54'),
('90a74c19-aaaa-4bbb-8ccc-0000000000fd',2,0,'','\"Amélie\" <33472000118>','33600588089','',811,1,'NORMAL_CLEARING [16]','2026-10-05 17:57:51','0.162200','0.081100',1,'^336.*','France – mobile','outbound','STANDARD',811000,3000,'2026-10-05 18:11:25'),
('033247c3-aaaa-4bbb-8ccc-0000000000fe',6,0,'','\"Amélie\" <33472000118>','33600969235','',148,1,'NORMAL_CLEARING [16]','2026-10-09 23:41:19','0.029600','0.014800',1,'^336.*','France – mobile','outbound','STANDARD',148000,3000,'2026-10-09 23:43:50'),
('bb3e6735-aaaa-4bbb-8ccc-0000000000ff',7,0,'','anonymous','33472844854','',77,1,'NORMAL_CLEARING [16]','2026-10-06 07:30:28','0.015400','0.007700',1,'^33.*','France fixe','outbound','STANDARD',77000,3000,'2026-10-06 07:31:48'),
('b5f667ef-aaaa-4bbb-8ccc-000000000100',6,0,'','\"Amélie\" <33472000118>','914400629045','',321,1,'NORMAL_CLEARING [16]','2026-10-03 01:17:45','0.064200','0.032100',1,'^91.*','Inde','outbound','STANDARD',321000,3000,'2026-10-03 01:23:09'),
('76ed3070-aaaa-4bbb-8ccc-000000000101',3,0,'','\"Amélie\" <33472000118>','33600521866','',648,1,'NORMAL_CLEARING [16]','2026-10-06 16:27:21','0.129600','0.064800',1,'^336.*','France – mobile','outbound','STANDARD',648000,3000,'2026-10-06 16:38:12'),
('c17f52ab-aaaa-4bbb-8ccc-000000000102',8,0,'','\"Amélie\" <33472000118>','33600294426','',0,1,'NO_ANSWER [19]','2026-10-08 21:48:51','0.000000','0.000000',1,'^336.*','France – mobile','outbound','STANDARD',0,3000,'2026-10-08 21:48:54'),
('a6b8b936-aaaa-4bbb-8ccc-000000000103',8,0,'','\"Amélie\" <33472000118>','33600681720','',751,1,'NORMAL_CLEARING [16]','2026-10-04 00:26:26','0.150200','0.075100',1,'^336.*','France – mobile','outbound','STANDARD',751000,3000,'2026-10-04 00:39:00'),
('d1b738ce-aaaa-4bbb-8ccc-000000000104',7,0,'','anonymous','33472220601','',425,1,'NORMAL_CLEARING [16]','2026-10-07 10:59:59','0.085000','0.042500',1,'^33.*','France fixe','outbound','STANDARD',425000,3000,'2026-10-07 11:07:07'),
('77fef6e1-aaaa-4bbb-8ccc-000000000105',7,0,'','\"Amélie\" <33472000118>','33472400926','',66,1,'NORMAL_CLEARING [16]','2026-10-02 23:08:21','0.013200','0.006600',1,'^33.*','France fixe','outbound','STANDARD',66000,3000,'2026-10-02 23:09:30'),
('170ed255-aaaa-4bbb-8ccc-000000000106',8,0,'','\"Amélie\" <33472000118>','914400159847','',68,1,'NORMAL_CLEARING [16]','2026-10-07 02:09:44','0.013600','0.006800',1,'^91.*','Inde','outbound','STANDARD',68000,3000,'2026-10-07 02:10:55'),
('30563a4b-aaaa-4bbb-8ccc-000000000107',2,0,'','\"Amélie\" <33472000118>','33600311440','',720,1,'NORMAL_CLEARING [16]','2026-10-05 19:22:51','0.144000','0.072000',1,'^336.*','France – mobile','outbound','STANDARD',720000,3000,'2026-10-05 19:34:54'),
('f5e89f56-aaaa-4bbb-8ccc-000000000108',2,0,'','\"Amélie\" <33472000118>','914400754286','',0,1,'NO_ANSWER [19]','2026-10-05 13:08:48','0.000000','0.000000',1,'^91.*','Inde','outbound','STANDARD',0,3000,'2026-10-05 13:08:51'),
('1c4b5b39-aaaa-4bbb-8ccc-000000000109',8,0,'','anonymous','33600851788','',725,1,'NORMAL_CLEARING [16]','2026-10-08 19:22:34','0.145000','0.072500',1,'^336.*','France – mobile','outbound','STANDARD',725000,3000,'2026-10-08 19:34:42'),
('235ea9d2-aaaa-4bbb-8ccc-00000000010a',8,0,'','\"Amélie\" <33472000118>','33600751014','',420,1,'NORMAL_CLEARING [16]','2026-10-05 04:06:40','0.084000','0.042000',1,'^336.*','France – mobile','outbound','STANDARD',420000,3000,'2026-10-05 04:13:43'),
('92da9b67-aaaa-4bbb-8ccc-00000000010b',2,0,'','\"Amélie\" <33472000118>','33472080080','',658,1,'NORMAL_CLEARING [16]','2026-10-02 19:46:34','0.131600','0.065800',1,'^33.*','France fixe','outbound','STANDARD',658000,3000,'2026-10-02 19:57:35'),
('36d5d692-aaaa-4bbb-8ccc-00000000010c',6,0,'','\"Amélie\" <33472000118>','33472940130','',171,1,'NORMAL_CLEARING [16]','2026-10-02 09:07:05','0.034200','0.017100',1,'^33.*','France fixe','outbound','STANDARD',171000,3000,'2026-10-02 09:09:59'),
('08d9e416-aaaa-4bbb-8ccc-00000000010d',7,0,'','\"Amélie\" <33472000118>','33600684182','',369,1,'NORMAL_CLEARING [16]','2026-10-03 17:12:38','0.073800','0.036900',1,'^336.*','France – mobile','outbound','STANDARD',369000,3000,'2026-10-03 17:18:50'),
('f3d9259f-aaaa-4bbb-8ccc-00000000010e',6,0,'','anonymous','914400485596','',0,1,'NO_ANSWER [19]','2026-10-06 04:46:32','0.000000','0.000000',1,'^91.*','Inde','outbound','STANDARD',0,3000,'2026-10-06 04:46:35'),
('9fe79bc4-aaaa-4bbb-8ccc-00000000010f',2,0,'','\"Amélie\" <33472000118>','914400453409','',673,1,'NORMAL_CLEARING [16]','2026-10-02 15:29:29','0.134600','0.067300',1,'^91.*','Inde','outbound','STANDARD',673000,3000,'2026-10-02 15:40:45'),
('1f92f114-aaaa-4bbb-8ccc-000000000110',3,0,'','\"Amélie\" <33472000118>','33600077867','',41,1,'NORMAL_CLEARING [16]','2026-10-04 13:17:36','0.008200','0.004100',1,'^336.*','France – mobile','outbound','STANDARD',41000,3000,'2026-10-04 13:18:20'),
('98fcd660-aaaa-4bbb-8ccc-000000000111',3,0,'','\"Amélie\" <33472000118>','33472620012','',894,1,'NORMAL_CLEARING [16]','2026-10-07 02:17:57','0.178800','0.089400',1,'^33.*','France fixe','outbound','STANDARD',894000,3000,'2026-10-07 02:32:54'),
('501ad545-aaaa-4bbb-8ccc-000000000112',6,0,'','\"Amélie\" <33472000118>','914400158631','',439,1,'NORMAL_CLEARING [16]','2026-10-07 00:47:56','0.087800','0.043900',1,'^91.*','Inde','outbound','STANDARD',439000,3000,'2026-10-07 00:55:18'),
('35bc0677-aaaa-4bbb-8ccc-000000000113',7,0,'','anonymous','33472128444','',835,1,'NORMAL_CLEARING [16]','2026-10-08 01:08:28','0.167000','0.083500',1,'^33.*','France fixe','outbound','STANDARD',835000,3000,'2026-10-08 01:22:26'),
('b508a118-aaaa-4bbb-8ccc-000000000114',6,0,'','\"Amélie\" <33472000118>','33472924990','',0,1,'NO_ANSWER [19]','2026-10-05 09:27:51','0.000000','0.000000',1,'^33.*','France fixe','outbound','STANDARD',0,3000,'2026-10-05 09:27:54'),
('a9b7ba89-aaaa-4bbb-8ccc-000000000115',6,0,'','\"Amélie\" <33472000118>','914400485318','',589,1,'NORMAL_CLEARING [16]','2026-10-06 19:20:12','0.117800','0.058900',1,'^91.*','Inde','outbound','STANDARD',589000,3000,'2026-10-06 19:30:04'),
('a68c0721-aaaa-4bbb-8ccc-000000000116',6,0,'','\"Amélie\" <33472000118>','33472280707','',412,1,'NORMAL_CLEARING [16]','2026-10-06 07:06:30','0.082400','0.041200',1,'^33.*','France fixe','outbound','STANDARD',412000,3000,'2026-10-06 07:13:25'),
('c891275f-aaaa-4bbb-8ccc-000000000117',2,0,'','\"Amélie\" <33472000118>','914400287654','',811,1,'NORMAL_CLEARING [16]','2026-10-03 22:29:26','0.162200','0.081100',1,'^91.*','Inde','outbound','STANDARD',811000,3000,'2026-10-03 22:43:00'),
('f3d404db-aaaa-4bbb-8ccc-000000000118',2,0,'','anonymous','33472687629','',283,1,'NORMAL_CLEARING [16]','2026-10-08 15:22:59','0.056600','0.028300',1,'^33.*','France fixe','outbound','STANDARD',283000,3000,'2026-10-08 15:27:45'),
('6555f6bb-aaaa-4bbb-8ccc-000000000119',3,0,'','\"Amélie\" <33472000118>','33600546076','',735,1,'NORMAL_CLEARING [16]','2026-10-07 21:50:59','0.147000','0.073500',1,'^336.*','France – mobile','outbound','STANDARD',735000,3000,'2026-10-07 22:03:17'),
('082d021e-aaaa-4bbb-8ccc-00000000011a',2,0,'','\"Amélie\" <33472000118>','33472836568','',0,1,'NO_ANSWER [19]','2026-10-06 23:32:24','0.000000','0.000000',1,'^33.*','France fixe','outbound','STANDARD',0,3000,'2026-10-06 23:32:27'),
('f818a694-aaaa-4bbb-8ccc-00000000011b',6,0,'','\"Amélie\" <33472000118>','914400236558','',630,1,'NORMAL_CLEARING [16]','2026-10-03 16:16:50','0.126000','0.063000',1,'^91.*','Inde','outbound','STANDARD',630000,3000,'2026-10-03 16:27:23'),
('5caadef9-aaaa-4bbb-8ccc-00000000011c',6,0,'','\"Amélie\" <33472000118>','33600702117','',41,1,'NORMAL_CLEARING [16]','2026-10-09 09:24:54','0.008200','0.004100',1,'^336.*','France – mobile','outbound','STANDARD',41000,3000,'2026-10-09 09:25:38'),
('7451f32d-aaaa-4bbb-8ccc-00000000011d',8,0,'','anonymous','33472296300','',34,1,'NORMAL_CLEARING [16]','2026-10-06 23:34:17','0.006800','0.003400',1,'^33.*','France fixe','outbound','STANDARD',34000,3000,'2026-10-06 23:34:54'),
('6f4f9202-aaaa-4bbb-8ccc-00000000011e',3,0,'','\"Amélie\" <33472000118>','33472178126','',813,1,'NORMAL_CLEARING [16]','2026-10-04 07:27:47','0.162600','0.081300',1,'^33.*','France fixe','outbound','STANDARD',813000,3000,'2026-10-04 07:41:23'),
('917b879e-aaaa-4bbb-8ccc-00000000011f',3,0,'','\"Amélie\" <33472000118>','914400804398','',209,1,'NORMAL_CLEARING [16]','2026-10-06 17:53:08','0.041800','0.020900',1,'^91.*','Inde','outbound','STANDARD',209000,3000,'2026-10-06 17:56:40'),
('509fd46c-aaaa-4bbb-8ccc-000000000120',3,0,'','\"Amélie\" <33472000118>','33600810842','',0,1,'USER_BUSY [17]','2026-10-09 04:13:39','0.000000','0.000000',1,'^336.*','France – mobile','outbound','STANDARD',0,3000,'2026-10-09 04:13:42'),
('56bc21f0-aaaa-4bbb-8ccc-000000000121',8,0,'','\"Amélie\" <33472000118>','33472961167','',102,1,'NORMAL_CLEARING [16]','2026-10-07 09:28:52','0.020400','0.010200',1,'^33.*','France fixe','outbound','STANDARD',102000,3000,'2026-10-07 09:30:37'),
('2c5f7199-aaaa-4bbb-8ccc-000000000122',6,0,'','anonymous','33600668351','',461,1,'NORMAL_CLEARING [16]','2026-10-08 23:50:32','0.092200','0.046100',1,'^336.*','France – mobile','outbound','STANDARD',461000,3000,'2026-10-08 23:58:16'),
('c639faa4-aaaa-4bbb-8ccc-000000000123',2,0,'','\"Amélie\" <33472000118>','914400664208','',458,1,'NORMAL_CLEARING [16]','2026-10-03 03:13:15','0.091600','0.045800',1,'^91.*','Inde','outbound','STANDARD',458000,3000,'2026-10-03 03:20:56'),
('9e85ca6d-aaaa-4bbb-8ccc-000000000124',3,0,'','\"Amélie\" <33472000118>','914400155673','',415,1,'NORMAL_CLEARING [16]','2026-10-02 00:41:01','0.083000','0.041500',1,'^91.*','Inde','outbound','STANDARD',415000,3000,'2026-10-02 00:47:59'),
('9abcb866-aaaa-4bbb-8ccc-000000000125',6,0,'','\"Amélie\" <33472000118>','914400782004','',288,1,'NORMAL_CLEARING [16]','2026-10-02 07:40:49','0.057600','0.028800',1,'^91.*','Inde','outbound','STANDARD',288000,3000,'2026-10-02 07:45:40'),
('f6cc2152-aaaa-4bbb-8ccc-000000000126',2,0,'','\"Amélie\" <33472000118>','914400723952','',0,1,'NO_ANSWER [19]','2026-10-06 21:42:19','0.000000','0.000000',1,'^91.*','Inde','outbound','STANDARD',0,3000,'2026-10-06 21:42:22'),
('e49725d6-aaaa-4bbb-8ccc-000000000127',6,0,'','anonymous','914400547821','',782,1,'NORMAL_CLEARING [16]','2026-10-06 01:09:47','0.156400','0.078200',1,'^91.*','Inde','outbound','STANDARD',782000,3000,'2026-10-06 01:22:52'),
('68d56752-aaaa-4bbb-8ccc-000000000128',7,0,'','\"Amélie\" <33472000118>','914400803917','',380,1,'NORMAL_CLEARING [16]','2026-10-02 01:18:24','0.076000','0.038000',1,'^91.*','Inde','outbound','STANDARD',380000,3000,'2026-10-02 01:24:47'),
('d83779ad-aaaa-4bbb-8ccc-000000000129',8,0,'','\"Amélie\" <33472000118>','33472104923','',594,1,'NORMAL_CLEARING [16]','2026-10-05 17:43:37','0.118800','0.059400',1,'^33.*','France fixe','outbound','STANDARD',594000,3000,'2026-10-05 17:53:34'),
('775b36aa-aaaa-4bbb-8ccc-00000000012a',3,0,'','\"Amélie\" <33472000118>','33472413843','',507,1,'NORMAL_CLEARING [16]','2026-10-05 03:25:10','0.101400','0.050700',1,'^33.*','France fixe','outbound','STANDARD',507000,3000,'2026-10-05 03:33:40'),
('cabe47dd-aaaa-4bbb-8ccc-00000000012b',8,0,'','\"Amélie\" <33472000118>','33472192143','',799,1,'NORMAL_CLEARING [16]','2026-10-09 08:16:17','0.159800','0.079900',1,'^33.*','France fixe','outbound','STANDARD',799000,3000,'2026-10-09 08:29:39');
INSERT INTO `cdrs` VALUES ('d117b43b-aaaa-4bbb-8ccc-00000000012c',7,0,'','anonymous','33472729798','',0,1,'NO_ANSWER [19]','2026-10-07 15:02:42','0.000000','0.000000',1,'^33.*','France fixe','outbound','STANDARD',0,3000,'2026-10-07 15:02:45'),
('714ae276-aaaa-4bbb-8ccc-00000000012d',2,0,'','\"Amélie\" <33472000118>','33600346902','',811,1,'NORMAL_CLEARING [16]','2026-10-02 02:20:05','0.162200','0.081100',1,'^336.*','France – mobile','outbound','STANDARD',811000,3000,'2026-10-02 02:33:39'),
('b71e42ad-aaaa-4bbb-8ccc-00000000012e',7,0,'','\"Amélie\" <33472000118>','33472572714','',899,1,'NORMAL_CLEARING [16]','2026-10-02 06:54:26','0.179800','0.089900',1,'^33.*','France fixe','outbound','STANDARD',899000,3000,'2026-10-02 07:09:28'),
('aa4d2ae0-aaaa-4bbb-8ccc-00000000012f',3,0,'','\"Amélie\" <33472000118>','33472593218','',124,1,'NORMAL_CLEARING [16]','2026-10-09 22:38:13','0.024800','0.012400',1,'^33.*','France fixe','outbound','STANDARD',124000,3000,'2026-10-09 22:40:20'),
('55431fad-aaaa-4bbb-8ccc-000000000130',7,0,'','\"Amélie\" <33472000118>','914400445390','',732,1,'NORMAL_CLEARING [16]','2026-10-03 21:44:06','0.146400','0.073200',1,'^91.*','Inde','outbound','STANDARD',732000,3000,'2026-10-03 21:56:21'),
('0cec037b-aaaa-4bbb-8ccc-000000000131',2,0,'','anonymous','914400455950','',869,1,'NORMAL_CLEARING [16]','2026-10-06 11:06:32','0.173800','0.086900',1,'^91.*','Inde','outbound','STANDARD',869000,3000,'2026-10-06 11:21:04'),
('76a573fc-aaaa-4bbb-8ccc-000000000132',8,0,'','\"Amélie\" <33472000118>','914400779405','',0,1,'NO_ANSWER [19]','2026-10-05 14:27:59','0.000000','0.000000',1,'^91.*','Inde','outbound','STANDARD',0,3000,'2026-10-05 14:28:02'),
('f2e611cc-aaaa-4bbb-8ccc-000000000133',2,0,'','\"Amélie\" <33472000118>','914400305646','',511,1,'NORMAL_CLEARING [16]','2026-10-02 16:40:41','0.102200','0.051100',1,'^91.*','Inde','outbound','STANDARD',511000,3000,'2026-10-02 16:49:15'),
('8fd100c4-aaaa-4bbb-8ccc-000000000134',7,0,'','\"Amélie\" <33472000118>','33472230183','',520,1,'NORMAL_CLEARING [16]','2026-10-09 18:26:59','0.104000','0.052000',1,'^33.*','France fixe','outbound','STANDARD',520000,3000,'2026-10-09 18:35:42'),
('ead0bf18-aaaa-4bbb-8ccc-000000000135',3,0,'','\"Amélie\" <33472000118>','914400933657','',471,1,'NORMAL_CLEARING [16]','2026-10-02 23:21:02','0.094200','0.047100',1,'^91.*','Inde','outbound','STANDARD',471000,3000,'2026-10-02 23:28:56');
/*!40000 ALTER TABLE `cdrs` ENABLE KEYS */;
UNLOCK TABLES;
/*!50003 SET @saved_cs_client      = @@character_set_client */ ;
DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=`x`@`localhost`*/ /*!50003 TRIGGER `t` AFTER INSERT ON `cdrs` FOR EACH ROW BEGIN
   INSERT INTO `cdrs_staging` (`uniqueid`) VALUES (NEW.uniqueid);
END */;;
DELIMITER ;

DROP TABLE IF EXISTS `reseller_cdrs`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `reseller_cdrs` (
  `uniqueid` varchar(255) DEFAULT NULL,
  `accountid` varchar(255) DEFAULT NULL,
  `callednum` varchar(255) DEFAULT NULL,
  `billseconds` varchar(255) DEFAULT NULL,
  `disposition` varchar(255) DEFAULT NULL,
  `callstart` varchar(255) DEFAULT NULL,
  `debit` varchar(255) DEFAULT NULL,
  `cost` varchar(255) DEFAULT NULL,
  `call_direction` varchar(255) DEFAULT NULL,
  KEY `uniqueid` (`uniqueid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `reseller_cdrs` WRITE;
/*!40000 ALTER TABLE `reseller_cdrs` DISABLE KEYS */;
INSERT INTO `reseller_cdrs` VALUES ('325d62f5-aaaa-4bbb-8ccc-000000000005',5,'914400093136',271,'NORMAL_CLEARING [16]','2026-10-07 06:53:21','0.043360','0.000000','outbound'),
('0b58ab6d-aaaa-4bbb-8ccc-000000000011',5,'33600706264',257,'NORMAL_CLEARING [16]','2026-10-03 01:35:43','0.041120','0.000000','outbound'),
('d0790cc3-aaaa-4bbb-8ccc-000000000015',5,'33600405821',518,'NORMAL_CLEARING [16]','2026-10-06 10:31:36','0.082880','0.000000','outbound'),
('47640ccd-aaaa-4bbb-8ccc-000000000018',5,'33600591206',0,'NO_ANSWER [19]','2026-10-08 08:24:03','0.000000','0.000000','outbound'),
('1fbc48c9-aaaa-4bbb-8ccc-00000000001d',5,'914400427470',765,'NORMAL_CLEARING [16]','2026-10-02 14:55:20','0.122400','0.000000','outbound'),
('48bf7119-aaaa-4bbb-8ccc-000000000021',5,'33472327051',432,'NORMAL_CLEARING [16]','2026-10-07 14:25:57','0.069120','0.000000','outbound'),
('234d5045-aaaa-4bbb-8ccc-000000000024',5,'33600214555',0,'USER_BUSY [17]','2026-10-06 06:45:21','0.000000','0.000000','outbound'),
('fb7a2f39-aaaa-4bbb-8ccc-000000000038',5,'914400457387',590,'NORMAL_CLEARING [16]','2026-10-06 00:51:36','0.094400','0.000000','outbound'),
('b4ac2669-aaaa-4bbb-8ccc-00000000003b',5,'33600805947',494,'NORMAL_CLEARING [16]','2026-10-04 09:02:51','0.079040','0.000000','outbound'),
('3b8ab5a4-aaaa-4bbb-8ccc-000000000044',5,'33600182625',511,'NORMAL_CLEARING [16]','2026-10-09 23:17:38','0.081760','0.000000','outbound'),
('92924d8d-aaaa-4bbb-8ccc-000000000051',5,'33472567571',827,'NORMAL_CLEARING [16]','2026-10-02 04:54:34','0.132320','0.000000','outbound'),
('ec10cda3-aaaa-4bbb-8ccc-000000000056',5,'33472463502',225,'NORMAL_CLEARING [16]','2026-10-04 21:17:23','0.036000','0.000000','outbound'),
('5591dcca-aaaa-4bbb-8ccc-00000000005b',5,'33600724552',417,'NORMAL_CLEARING [16]','2026-10-02 18:52:43','0.066720','0.000000','outbound'),
('feca88bf-aaaa-4bbb-8ccc-000000000060',5,'914400205704',0,'USER_BUSY [17]','2026-10-08 02:51:54','0.000000','0.000000','outbound'),
('efde0f9f-aaaa-4bbb-8ccc-000000000068',5,'33600961915',731,'NORMAL_CLEARING [16]','2026-10-09 15:33:33','0.116960','0.000000','outbound'),
('63983948-aaaa-4bbb-8ccc-00000000006a',5,'33472525372',638,'NORMAL_CLEARING [16]','2026-10-06 09:17:02','0.102080','0.000000','outbound'),
('91268e66-aaaa-4bbb-8ccc-000000000070',5,'914400620810',340,'NORMAL_CLEARING [16]','2026-10-05 07:36:27','0.054400','0.000000','outbound'),
('c8fa4eaa-aaaa-4bbb-8ccc-00000000007b',5,'33472906660',464,'NORMAL_CLEARING [16]','2026-10-08 19:04:12','0.074240','0.000000','outbound'),
('97b7e101-aaaa-4bbb-8ccc-00000000008a',5,'914400653468',0,'NO_ANSWER [19]','2026-10-02 18:00:31','0.000000','0.000000','outbound'),
('15272582-aaaa-4bbb-8ccc-00000000008c',5,'33472187221',346,'NORMAL_CLEARING [16]','2026-10-07 14:35:08','0.055360','0.000000','outbound'),
('998ac6a6-aaaa-4bbb-8ccc-00000000008d',5,'33600196030',263,'NORMAL_CLEARING [16]','2026-10-05 00:34:36','0.042080','0.000000','outbound'),
('e3f27bbb-aaaa-4bbb-8ccc-00000000008f',5,'914400571809',389,'NORMAL_CLEARING [16]','2026-10-03 06:51:40','0.062240','0.000000','outbound'),
('34d0f099-aaaa-4bbb-8ccc-000000000091',5,'33472530492',662,'NORMAL_CLEARING [16]','2026-10-05 04:33:36','0.105920','0.000000','outbound'),
('2dcb8b1a-aaaa-4bbb-8ccc-000000000095',5,'33600723395',507,'NORMAL_CLEARING [16]','2026-10-06 18:40:33','0.081120','0.000000','outbound'),
('6be761f1-aaaa-4bbb-8ccc-000000000096',5,'33600644091',0,'USER_BUSY [17]','2026-10-04 23:11:17','0.000000','0.000000','outbound'),
('852a2c64-aaaa-4bbb-8ccc-00000000009f',5,'914400525702',699,'NORMAL_CLEARING [16]','2026-10-02 20:10:00','0.111840','0.000000','outbound'),
('470b34d6-aaaa-4bbb-8ccc-0000000000a9',5,'33600082439',168,'NORMAL_CLEARING [16]','2026-10-05 00:07:31','0.026880','0.000000','outbound'),
('a4da9613-aaaa-4bbb-8ccc-0000000000ab',5,'914400702237',449,'NORMAL_CLEARING [16]','2026-10-06 14:20:55','0.071840','0.000000','outbound'),
('13b32e72-aaaa-4bbb-8ccc-0000000000ac',5,'33472955741',782,'NORMAL_CLEARING [16]','2026-10-02 09:30:39','0.125120','0.000000','outbound'),
('bf5944b2-aaaa-4bbb-8ccc-0000000000af',5,'33472732260',140,'NORMAL_CLEARING [16]','2026-10-09 11:44:28','0.022400','0.000000','outbound'),
('e3ad5e1e-aaaa-4bbb-8ccc-0000000000b7',5,'33472650581',685,'NORMAL_CLEARING [16]','2026-10-07 07:54:33','0.109600','0.000000','outbound'),
('d7e129b2-aaaa-4bbb-8ccc-0000000000c5',5,'914400970612',842,'NORMAL_CLEARING [16]','2026-10-08 17:14:35','0.134720','0.000000','outbound'),
('07979ba5-aaaa-4bbb-8ccc-0000000000cf',5,'33600100828',341,'NORMAL_CLEARING [16]','2026-10-07 12:09:55','0.054560','0.000000','outbound'),
('e58907af-aaaa-4bbb-8ccc-0000000000dc',5,'914400836974',39,'NORMAL_CLEARING [16]','2026-10-04 20:10:50','0.006240','0.000000','outbound'),
('9d1646ff-aaaa-4bbb-8ccc-0000000000e0',5,'33472001530',5,'NORMAL_CLEARING [16]','2026-10-07 14:45:37','0.000800','0.000000','outbound'),
('5c9d0120-aaaa-4bbb-8ccc-0000000000e2',5,'914400725273',501,'NORMAL_CLEARING [16]','2026-10-03 00:07:58','0.080160','0.000000','outbound'),
('afb64154-aaaa-4bbb-8ccc-0000000000ea',5,'33472394841',0,'USER_BUSY [17]','2026-10-08 10:07:59','0.000000','0.000000','outbound'),
('5ab3eeac-aaaa-4bbb-8ccc-0000000000fc',5,'33472532679',0,'USER_BUSY [17]','2026-10-05 09:50:51','0.000000','0.000000','outbound'),
('033247c3-aaaa-4bbb-8ccc-0000000000fe',5,'33600969235',148,'NORMAL_CLEARING [16]','2026-10-09 23:41:19','0.023680','0.000000','outbound'),
('b5f667ef-aaaa-4bbb-8ccc-000000000100',5,'914400629045',321,'NORMAL_CLEARING [16]','2026-10-03 01:17:45','0.051360','0.000000','outbound'),
('36d5d692-aaaa-4bbb-8ccc-00000000010c',5,'33472940130',171,'NORMAL_CLEARING [16]','2026-10-02 09:07:05','0.027360','0.000000','outbound'),
('f3d9259f-aaaa-4bbb-8ccc-00000000010e',5,'914400485596',0,'NO_ANSWER [19]','2026-10-06 04:46:32','0.000000','0.000000','outbound'),
('501ad545-aaaa-4bbb-8ccc-000000000112',5,'914400158631',439,'NORMAL_CLEARING [16]','2026-10-07 00:47:56','0.070240','0.000000','outbound'),
('b508a118-aaaa-4bbb-8ccc-000000000114',5,'33472924990',0,'NO_ANSWER [19]','2026-10-05 09:27:51','0.000000','0.000000','outbound'),
('a9b7ba89-aaaa-4bbb-8ccc-000000000115',5,'914400485318',589,'NORMAL_CLEARING [16]','2026-10-06 19:20:12','0.094240','0.000000','outbound'),
('a68c0721-aaaa-4bbb-8ccc-000000000116',5,'33472280707',412,'NORMAL_CLEARING [16]','2026-10-06 07:06:30','0.065920','0.000000','outbound'),
('f818a694-aaaa-4bbb-8ccc-00000000011b',5,'914400236558',630,'NORMAL_CLEARING [16]','2026-10-03 16:16:50','0.100800','0.000000','outbound'),
('5caadef9-aaaa-4bbb-8ccc-00000000011c',5,'33600702117',41,'NORMAL_CLEARING [16]','2026-10-09 09:24:54','0.006560','0.000000','outbound'),
('2c5f7199-aaaa-4bbb-8ccc-000000000122',5,'33600668351',461,'NORMAL_CLEARING [16]','2026-10-08 23:50:32','0.073760','0.000000','outbound'),
('9abcb866-aaaa-4bbb-8ccc-000000000125',5,'914400782004',288,'NORMAL_CLEARING [16]','2026-10-02 07:40:49','0.046080','0.000000','outbound'),
('e49725d6-aaaa-4bbb-8ccc-000000000127',5,'914400547821',782,'NORMAL_CLEARING [16]','2026-10-06 01:09:47','0.125120','0.000000','outbound');
/*!40000 ALTER TABLE `reseller_cdrs` ENABLE KEYS */;
UNLOCK TABLES;

-- Dump completed
